// SPDX-License-Identifier: Apache-2.0

#include "link/refusal.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using kmp2mqtt::core::cause;
using kmp2mqtt::link::find_refusal;
using kmp2mqtt::link::may_become_refusal;

TEST_SUITE("link/refusal")
{
    TEST_CASE("ser2net's refusals have their causes")
    {
        CHECK(find_refusal("Port already in use\r\n")->why == cause::port_busy);
        CHECK(find_refusal("Port's device already in use\n\r")->why == cause::port_busy);
        CHECK(find_refusal("\r\nkicked off, new user is coming\r\n")->why == cause::port_busy);
        CHECK(find_refusal("Device open failure: Value or file not found\r\n")->why ==
              cause::port_missing);
    }

    TEST_CASE("a beginning may become a refusal as long as it fits one")
    {
        constexpr std::string_view refusal = "Port already in use";
        for (std::size_t size = 0; size < refusal.size(); ++size) {
            CHECK(may_become_refusal(refusal.substr(0, size)));
            CHECK_FALSE(find_refusal(refusal.substr(0, size)));
        }
        CHECK_FALSE(may_become_refusal("Pork"));
        CHECK_FALSE(may_become_refusal("@?"));
        CHECK_FALSE(find_refusal("@? Port already in use"));
    }

    TEST_CASE("line ends without end become none")
    {
        CHECK(may_become_refusal(std::string(100, '\n')));
        CHECK_FALSE(may_become_refusal(std::string(1000, '\n')));
    }
}
