// SPDX-License-Identifier: Apache-2.0

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "written.hpp"

namespace {

using written::a_meter;

struct row {
    std::string_view text;
    std::string_view line;  ///< in the only problem
};

void check(const std::vector<row>& table)
{
    for (const auto& [text, line] : table) {
        CAPTURE(text);
        const auto lines = written::refused(std::string{text} + '\n' + a_meter);
        REQUIRE(lines.size() == 1);
        CAPTURE(lines[0]);
        CHECK(written::has(lines, line));
    }
}

void check_meter(const std::vector<row>& table)
{
    for (const auto& [keys, line] : table) {
        CAPTURE(keys);
        const auto lines = written::refused(a_meter + std::string{keys});
        REQUIRE(lines.size() == 1);
        CAPTURE(lines[0]);
        CHECK(written::has(lines, line));
    }
}

}  // namespace

TEST_SUITE("bridge/contradictions")
{
    TEST_CASE("discovery has topics of its own")
    {
        check({
            {"mqtt.base_topic = 'homeassistant'", "f.toml:1:19: mqtt.base_topic: "},
            {"homeassistant.discovery_prefix = 'kmp2mqtt'",
             "f.toml:1:34: homeassistant.discovery_prefix: base_topic and discovery_prefix are "
             "both"},
            {"mqtt.base_topic = 'a/b'\nhomeassistant.discovery_prefix = 'a/b/c'",
             "f.toml:2:34: homeassistant.discovery_prefix: lies under base_topic"},
        });
        const auto accepted = [](const std::string& keys) {
            return written::refused(keys + '\n' + a_meter).empty();
        };
        CHECK(accepted("homeassistant.discovery_prefix = 'kmp2mqtt-home'"));
        CHECK(accepted("mqtt.base_topic = 'homeassistant/kmp2mqtt'"));
        CHECK(accepted("mqtt.base_topic = 'homeassistant'\nhomeassistant.discovery = false"));
    }

    TEST_CASE("the status topic is none of the bridge's")
    {
        check({
            {"homeassistant.status_topic = 'kmp2mqtt/heating/get'",
             "f.toml:1:30: homeassistant.status_topic: lies under base_topic"},
            {"homeassistant.status_topic = 'kmp2mqtt/bridge/state'",
             "among the bridge's own topics"},
            {"homeassistant.status_topic = 'kmp2mqtt/heating/set/poll_interval'", "own topics"},
        });
        CHECK(
            written::refused("homeassistant.status_topic = 'kmp2mqtt/status'\n" + a_meter).empty());
    }

    TEST_CASE("a serial number is a number that a meter can have")
    {
        CHECK(written::one_meter("serial = '0603603'").serial == "603603");
        CHECK(written::one_meter("serial = '12345678901'").serial == "12345678901");
        CHECK(written::one_meter("serial = ''").serial.empty());
        check_meter({
            {"serial = '0'", "f.toml:4:10: meter[1].serial: \"0\" is no meter's"},
            {"serial = '000'", "\"000\" is no meter's"},
            {"serial = '7'\n[[meter]]\nname = 'b'\ndevice = '/dev/ttyUSB1'\nserial = '07'",
             "meter[2].serial: is the serial number of meter[1] too"},
        });
    }

    TEST_CASE("an offset is for what runs on the clock")
    {
        const auto warned = [](const std::string& keys) {
            return written::has(written::accepted(a_meter + keys).warnings,
                                "meter[1].offset: has no effect");
        };
        CHECK(warned("interval = '7min'\noffset = '10s'"));
        CHECK_FALSE(warned("interval = '10min'\noffset = '10s'"));
        CHECK_FALSE(warned("interval = '7min'\noffset = '0s'"));
        CHECK_FALSE(
            warned("poll = [{every = '7min', registers = [60]}, {every = '1h'}]\n"
                   "offset = '10s'"));
    }

    TEST_CASE("a problem tells what would be right")
    {
        check_meter({
            {"poll = {every = '1h'}", "so write [[meter.poll]]"},
            {"poll = '4min'", "for a single plan write interval = \"4min\""},
            {"registers = [60.0]", "a text in quotes or a whole number is wanted"},
            {"interval = '0.5s'", "a whole number with ms, s, min, h or d"},
            {"interval = '30 s'", "without a blank"},
            {"offset = '+30s'", "or a plus"},
        });
        CHECK(written::has(written::refused("meter = []"), "name at least one [[meter]]"));
        CHECK_FALSE(written::has(written::refused("meter = []"), "leave the key out"));
    }

    TEST_CASE("a register's number may stand in quotes, as in a command")
    {
        CHECK(written::one_meter("registers = ['60']").registers() ==
              written::one_meter("registers = [60]").registers());
        check_meter({{"registers = ['65536']", "is no register"}});
    }
}
