// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/progress.hpp"

#include <doctest/doctest.h>

#include "bench.hpp"
#include "tool/scan/cost.hpp"

using namespace std::chrono_literals;
using kmp2mqtt::tool::about;
using kmp2mqtt::tool::cost_of;
using kmp2mqtt::tool::cost_of_silence;
using kmp2mqtt::tool::counted;
using kmp2mqtt::tool::scan_plan;
using kmp2mqtt::tool::scan_progress;

TEST_SUITE("tool/scan_progress")
{
    TEST_CASE("a terminal sees a bar that is drawn over, with the time left")
    {
        scan_progress shown{240, true};
        CHECK(shown.update(240, 0s) == "\r[          ] 0/240                    ");
        CHECK(shown.update(120, 15s) == "\r[#####     ] 120/240, 15 s left       ");
        CHECK(shown.update(0, 30s) == "\r[##########] 240/240                  ");
        CHECK(shown.end() == "\r" + std::string(38, ' ') + "\r");
        CHECK(shown.end().empty());
    }

    TEST_CASE("the bar fits 40 columns with all registers there are and hours to go")
    {
        scan_progress shown{65'536, true};
        CHECK(shown.update(60'000, 12h).size() <= 1 + 39);
        CHECK(shown.update(30'000, 119min).size() <= 1 + 39);
    }

    TEST_CASE("a file sees a line every tenth")
    {
        scan_progress shown{100, false};
        CHECK(shown.update(95, 1s).empty());
        CHECK(shown.update(88, 2s) == "kmptool: 10 %, 12/100, 15 s left\n");
        CHECK(shown.update(82, 2s).empty());
        CHECK(shown.update(0, 20s) == "kmptool: 100 %, 100/100\n");
        CHECK(shown.end().empty());
    }

    TEST_CASE("spans are as precise as a person needs")
    {
        CHECK(about(0s) == "0 s");
        CHECK(about(119s) == "119 s");
        CHECK(about(3min) == "3 min");
        CHECK(about(119min) == "119 min");
        CHECK(about(3h) == "3 h");
    }

    TEST_CASE("the cost is a telegram each eight registers, and the bytes of both ways")
    {
        // 23 bytes ask for eight registers, 6 + 8 * 9 answer, and a pause of 2.
        const auto whole = cost_of(scan_plan{range(1, 8)}, false);
        CHECK(whole.telegrams == 1);
        CHECK(whole.bytes == 23 + 78 + 2);
        CHECK(cost_of(scan_plan{range(1, 17)}, false).telegrams == 3);
    }

    TEST_CASE("the question for the serial number is part of the cost")
    {
        // 6 bytes ask, 10 answer, and a pause of 2.
        const auto whole = cost_of(scan_plan{range(1, 8)}, true);
        CHECK(whole.telegrams == 2);
        CHECK(whole.bytes == 23 + 78 + 2 + 6 + 10 + 2);
    }

    TEST_CASE("a register that silences the meter costs its whole search")
    {
        const kmp2mqtt::meter::settings usual;
        CHECK(cost_of_silence(8, usual).telegrams == 4 * 3 + 3 + 2 - 1);
        CHECK(cost_of_silence(8, usual).waits == 4 * 3 * (2s + 1700ms));
        CHECK(cost_of_silence(1, usual).telegrams == 3);
        CHECK(cost_of_silence(5, usual).telegrams == cost_of_silence(8, usual).telegrams);
    }

    TEST_CASE("one is told in the singular")
    {
        CHECK(counted(1, "telegram") == "1 telegram");
        CHECK(counted(2, "telegram") == "2 telegrams");
    }
}
