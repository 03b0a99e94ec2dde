// SPDX-License-Identifier: Apache-2.0

#include "bridge/check.hpp"

#include <doctest/doctest.h>

#include "written.hpp"

namespace {

std::string described(const std::string& text)
{
    return kmp2mqtt::bridge::description_of(written::accepted(text));
}

bool has(const std::string& text, std::string_view words)
{
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_SUITE("bridge/check")
{
    TEST_CASE("what would run is told so that a person can compare it with what was meant")
    {
        CHECK(described(R"(timezone = "Europe/Copenhagen"
[mqtt]
broker = "mqtts://[::1]"
client_id = "attic"
base_topic = "house/heat"
[[meter]]
name = "heating"
device = "/dev/ttyUSB0"
registers = ["heat_energy_e1", 68]
)") == R"(Connection
  broker          mqtts://[::1]:8883 as attic
  protocol        MQTT 5, or 3.1.1 where the broker refuses 5; a sign of life each 30s
  topics          house/heat/bridge/state, info, health
  Home Assistant  discovery under homeassistant, one document for each device, for 2025.11 and later
  readings wait   in memory only, as a systemd service in its state directory; at most 100000, for at most 90d
  time zone       Europe/Copenhagen

Meter heating (Heating)
  device          /dev/ttyUSB0, address 0x3F
  meter           heat, model by its type, serial number any
  an answer       is waited for 2s, asked for 2 more times
  topics          house/heat/heating/state, availability, reading, info, event; commands on get and set
  telegrams       26 a day are planned, 96 a day are sent at most
  reads           at start, then every 1h on the clock, 30s early:
                  heat_energy_e1, volume_v1
)");
    }

    TEST_CASE("the rhythm of a plan depends on whether its interval divides a day")
    {
        const auto rhythm = [](const std::string& keys) {
            const auto text = described(written::a_meter + keys);
            const auto begin = text.find("at start, then ") + 15;
            return text.substr(begin, text.find(":\n", begin) - begin);
        };
        CHECK(rhythm("interval = '7h'") == "every 7h from the last due time");
        CHECK(rhythm("interval = '2d'") == "every 2d from the last due time");
        CHECK(rhythm("interval = '1d'\noffset = '5min'") == "every 1d on the clock, 5min late");
        CHECK(rhythm("interval = '5min'") == "every 5min on the clock");
        CHECK(rhythm("interval = '1h'\noffset = '0s'") == "every 1h on the clock");
    }

    TEST_CASE("limits are told where they are not the usual ones")
    {
        CHECK(has(described(written::a_meter + "[meter.limits]\nmax_power = '50kW'\n"),
                  "  plausible       up to 50 kW and 100 m³/h\n"));
        CHECK_FALSE(has(described(written::a_meter), "plausible"));
    }

    TEST_CASE("what keeps a meter awake is told with its cost, and what wakes it")
    {
        const auto text = described(
            written::a_meter + "keep_awake = '25min'\nwake_command = ['/bin/true', 'twice']\n");
        CHECK(has(text, "  telegrams       26 a day are planned, 144 a day are sent at most\n"));
        CHECK(has(text,
                  "  kept awake      by a short telegram 25min after the last one: 48 a day "
                  "beside the planned ones\n"));
        CHECK(has(text, "  woken by        /bin/true twice before each read\n"));
        CHECK_FALSE(has(described(written::a_meter), "woken"));
    }

    TEST_CASE("a recording is told, and what does not stand in it")
    {
        CHECK(
            has(described(written::a_meter + "capture = '/tmp/heating.txt'\n"),
                "  recorded in     /tmp/heating.txt, all that is said on the line, without numbers "
                "that say whose meter it is\n"));
        CHECK_FALSE(has(described(written::a_meter), "recorded"));
    }

    TEST_CASE("warnings stand at the end")
    {
        CHECK(has(described(written::a_meter + "interval = '1min'\n"),
                  "\nWarnings\n  f.toml:4:12: meter[1].interval: every 1min"));
    }

    TEST_CASE("a password is not told")
    {
        const auto text =
            described("[mqtt]\nusername = 'me'\npassword = 's3cret'\n" + written::a_meter);
        CHECK(has(text, "user me with a password"));
        CHECK_FALSE(has(text, "s3cret"));
    }
}
