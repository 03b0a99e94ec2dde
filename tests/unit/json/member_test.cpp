// SPDX-License-Identifier: Apache-2.0

#include "json/member.hpp"

#include <string>

#include <doctest/doctest.h>

using kmp2mqtt::json::text_member;

TEST_SUITE("json/member")
{
    TEST_CASE("a text member is found by its key")
    {
        CHECK(text_member(R"({"schema":1,"client_id":"attic"})", "client_id") == "attic");
    }

    TEST_CASE("a member that is missing, or no text, is none")
    {
        CHECK_FALSE(text_member(R"({"schema":1})", "client_id"));
        CHECK_FALSE(text_member(R"({"client_id":1})", "client_id"));
        CHECK_FALSE(text_member(R"({"client_id":null})", "client_id"));
    }

    TEST_CASE("what is no JSON object has no members")
    {
        CHECK_FALSE(text_member("", "client_id"));
        CHECK_FALSE(text_member("online", "client_id"));
        CHECK_FALSE(text_member(R"(["client_id"])", "client_id"));
        CHECK_FALSE(text_member(R"({"client_id":"attic")", "client_id"));
        CHECK_FALSE(text_member(std::string(std::size_t{2} << 20U, '['), "client_id"));
    }
}
