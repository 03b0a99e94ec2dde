// SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "written.hpp"

namespace {

using written::a_meter;
using written::refused;

struct problem {
    problem(std::string of_text, std::string_view begin, std::string_view words)
        : text{std::move(of_text)}, line{begin}, advice{words}
    {
    }

    std::string text;       ///< of the file
    std::string_view line;  ///< how the only problem begins
    std::string_view advice;
};

void check(const std::vector<problem>& table)
{
    for (const auto& each : table) {
        CAPTURE(each.text);
        const auto lines = refused(each.text);
        REQUIRE(lines.size() == 1);
        CAPTURE(lines[0]);
        CHECK(lines[0].starts_with("f.toml:" + std::string{each.line}));
        CHECK(lines[0].find(each.advice) != std::string::npos);
    }
}

/// One line of [mqtt], line 2.
std::string in_mqtt(const std::string& line)
{
    return "[mqtt]\n" + line + '\n' + a_meter;
}

/// One line of [homeassistant], line 2.
std::string in_home(const std::string& line)
{
    return "[homeassistant]\n" + line + '\n' + a_meter;
}

/// One line more of the meter, line 4.
std::string in_meter(const std::string& line)
{
    return a_meter + line + '\n';
}

/// A second meter with its name in line 5, and its device in line 6.
std::string second(const std::string& keys)
{
    return a_meter + "[[meter]]\n" + keys;
}

}  // namespace

TEST_SUITE("bridge/config_problems")
{
    TEST_CASE("all problems are reported, in the order of the file")
    {
        const auto lines =
            refused("timezone = 7\n[[meter]]\nregisters = []\nname = 'bridge'\n[log]\nlevel = 1");
        const std::vector<std::string_view> beginnings{
            "f.toml:1:12: timezone: is an integer; a text in quotes is wanted",
            "f.toml:2:1: meter[1].device: is missing; name the optical head's port",
            "f.toml:3:13: meter[1].registers: is empty; name at least one",
            "f.toml:4:8: meter[1].name: \"bridge\" is the name of the bridge's own topics",
            "f.toml:6:9: log.level: is an integer; a text in quotes is wanted",
        };
        REQUIRE(lines.size() == beginnings.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            CAPTURE(lines[i]);
            CHECK(lines[i].starts_with(beginnings[i]));
        }
    }

    TEST_CASE("after a syntax error only that is known")
    {
        const auto lines = refused("timezone = 7\n[[meter]\n");
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].starts_with("f.toml:2:9: syntax: "));
    }

    TEST_CASE("a problem is one line, whatever stands in the file")
    {
        check({
            {"[homeassistant]\ndiscovery = tr\n", "2:15: syntax: ", R"(\x0a)"},
            {in_mqtt(R"("a\nb" = 1)"), R"(2:1: mqtt.a\x0ab: unknown key)", "known here"},
            {in_meter(R"(kind = "a\nb")"), R"(4:8: meter[1].kind: "a\x0ab" is none of)", ""},
        });
    }

    TEST_CASE("an unknown key is told with the nearest known one")
    {
        check({
            {"[mqt]\n" + a_meter, "1:2: mqt: unknown key", "\"mqtt\""},
            {in_mqtt("brokr = 'x'"), "2:1: mqtt.brokr: unknown key", "\"broker\""},
            {in_mqtt("tls.verfy = true"), "2:5: mqtt.tls.verfy: unknown key", "\"verify\""},
            {in_home("prefix = 'x'"), "2:1: homeassistant.prefix: unknown key",
             "known here: discovery, "},
            {in_meter("intervall = '1h'"), "4:1: meter[1].intervall: unknown", "\"interval\""},
            {in_meter("poll = [{every = '1h', register = [60]}]"),
             "4:24: meter[1].poll[1].register: unknown key", "\"registers\""},
            {in_meter(R"("\n" = 1)"), R"(4:1: meter[1].\x0a: unknown key)", "known here: name"},
        });
    }

    TEST_CASE("a value of the wrong type is told the right one")
    {
        check({
            {in_mqtt("protocol = 5"), "2:12: mqtt.protocol: is an integer", "text in quotes"},
            {in_mqtt("keep_alive = 30"), "2:14: mqtt.keep_alive: is an integer", "\"30s\""},
            {in_home("discovery = 'yes'"), "2:13: homeassistant.discovery: is a text", "true"},
            {in_home("min_version = 2025.11"), "2:15: homeassistant.min_version: is a number with",
             "text in quotes"},
            {in_meter("retries = '2'"), "4:11: meter[1].retries: is a text", "integer"},
            {in_meter("registers = 'temp_t1'"), "4:13: meter[1].registers: is a text", "list"},
            {in_meter("registers = [60, true]"), "4:18: meter[1].registers[2]: is true", "text"},
            {in_meter("poll = [1]"), "4:9: meter[1].poll[1]: is an integer", "table"},
            {"mqtt = 1\n" + a_meter, "1:8: mqtt: is an integer", "table"},
            {"[meter]\nname = 'a'\n", "1:1: meter: stands alone", "[[meter]]"},
        });
    }

    TEST_CASE("at least one meter is needed")
    {
        check({
            {"", "1:1: meter: is missing", "[[meter]]"},
            {"meter = []", "1:9: meter: is empty", "at least one"},
        });
    }

    TEST_CASE("a time zone is one of the system's")
    {
        check({
            {"timezone = 'Europe/Atlantis'\n" + a_meter, "1:12: timezone: ", "Europe/Copenhagen"},
            {"timezone = '../../etc/passwd'\n" + a_meter, "1:12: timezone: ", "zone database"},
        });
        CHECK(written::accepted("timezone = 'Europe/Copenhagen'\n" + a_meter).timezone ==
              "Europe/Copenhagen");
    }

    TEST_CASE("a topic is one that can be published to")
    {
        check({
            {in_mqtt("base_topic = ''"), "2:14: mqtt.base_topic: is empty", "topic"},
            {in_mqtt("base_topic = 'a/+'"), "2:14: mqtt.base_topic: has a wildcard", "publish"},
            {in_mqtt("base_topic = '$SYS'"), "2:14: mqtt.base_topic: begins with $", "broker"},
            {in_mqtt("base_topic = '/a'"), "2:14: mqtt.base_topic: has an empty level", "slashes"},
            {in_mqtt(R"(base_topic = "a\u0000")"), "2:14: mqtt.base_topic: has a control", ""},
            {in_home("discovery_prefix = 'a//b'"),
             "2:20: homeassistant.discovery_prefix: ", "empty level"},
            {in_home("status_topic = 'a/'"), "2:16: homeassistant.status_topic: ", "empty level"},
            {in_home("status_topic = '#'"), "2:16: homeassistant.status_topic: ", "wildcard"},
        });
    }

    TEST_CASE("the connection to the broker is within MQTT's bounds")
    {
        check({
            {in_mqtt("broker = 'localhost'"), "2:10: mqtt.broker: begins with neither", "mqtt://"},
            {in_mqtt("client_id = '!'"), "2:13: mqtt.client_id: has no letter", "leave the key"},
            {in_mqtt("protocol = '4'"), "2:12: mqtt.protocol: \"4\" is none of", "auto, 5, 3.1.1"},
            {in_mqtt("keep_alive = '4s'"), "2:14: mqtt.keep_alive: \"4s\" is not", "5s to 18h"},
            {in_mqtt("keep_alive = '5500ms'"), "2:14: mqtt.keep_alive: has a part", "whole"},
            {in_mqtt("keep_alive = '1 min'"), "2:14: mqtt.keep_alive: \"1 min\" is no", "10min"},
        });
    }

    TEST_CASE("Home Assistant's release and style go together")
    {
        check({
            {in_home("style = 'devices'"), "2:9: homeassistant.style: ", "device, component"},
            {in_home("min_version = '2024'"), "2:15: homeassistant.min_version: ", "\"2025.11\""},
            {in_home("min_version = '2025.13'"), "2:15: homeassistant.min_version: ", "month"},
            {in_home("min_version = '2023.12'"), "2:15: homeassistant.min_version: ", "\"2024.1\""},
            {in_home("min_version = '2024.10'"),
             "2:15: homeassistant.min_version: ", "\"component\""},
        });
        const auto older = written::accepted(in_home("style='component'\nmin_version='2024.1'"));
        CHECK(older.home.min_version == written::home::release{2024, 1});
    }

    TEST_CASE("a log level is one of five words")
    {
        check({{"[log]\nlevel = 'warn'\n" + a_meter, "2:9: log.level: \"warn\" is none of",
                "error, warning, info, debug, trace"}});
    }

    TEST_CASE("a meter's name is a level of topics")
    {
        check({
            {"[[meter]]\ndevice = '/dev/ttyUSB0'", "1:1: meter[1].name: is missing", "name ="},
            {"[[meter]]\nname = ''\ndevice = '/dev/ttyUSB0'", "2:8: meter[1].name: is empty", ""},
            {"[[meter]]\nname = 'Heat Meter'\ndevice = '/dev/ttyUSB0'",
             "2:8: meter[1].name: \"Heat Meter\" has other", "\"heat_meter\" would do"},
            {second("name = 'heating'\ndevice = '/dev/ttyUSB1'"),
             "5:8: meter[2].name: \"heating\" is the name of meter[1] too", "its own"},
        });
    }

    TEST_CASE("a meter's settings are within their ranges")
    {
        check({
            {"[[meter]]\nname = 'a'\ndevice = 'ftp://x'", "3:10: meter[1].device: ", ""},
            {in_meter("kind = 'gas'"), "4:8: meter[1].kind: \"gas\" is none of", "heat-cooling"},
            {in_meter("model = '404'"), "4:9: meter[1].model: \"404\" is none of", "403"},
            {in_meter("serial = '12a'"), "4:10: meter[1].serial: \"12a\" has other", "digits"},
            {in_meter("address = 256"), "4:11: meter[1].address: 256 is not", "0 to 255"},
            {in_meter("timeout = '99ms'"), "4:11: meter[1].timeout: ", "100ms to 1min"},
            {in_meter("retries = 11"), "4:11: meter[1].retries: 11 is not", "0 to 10"},
            {in_meter("command_max_age = '-1s'"), "4:19: meter[1].command_max_age: ", "0"},
            {in_meter("interval = '999ms'"), "4:12: meter[1].interval: ", "1s to 366d"},
            {in_meter("offset = '-1h'"), "4:10: meter[1].offset: is not shorter", "1h"},
            {in_meter("poll = [{every = '1d'}, {every = '10min'}]\noffset = '10min'"),
             "5:10: meter[1].offset: is not shorter", "10min"},
        });
    }

    TEST_CASE("registers are known, and distinct within a plan")
    {
        check({
            {in_meter("registers = ['temp_t11']"),
             "4:14: meter[1].registers[1]: \"temp_t11\" is no", "did you mean \"temp_t1"},
            {in_meter("registers = ['xyzzyxyzzyxyzzy']"), "4:14: meter[1].registers[1]: ", "0x44"},
            {in_meter("registers = [65536]"), "4:14: meter[1].registers[1]: 65536", "65535"},
            {in_meter("registers = ['0x10000']"),
             "4:14: meter[1].registers[1]: ", "is no register"},
            {in_meter("registers = [68, 86, '0x44']"),
             "4:22: meter[1].registers[3]: is register 68",
             "(volume_v1), which meter[1].registers[1] names already"},
            {in_meter("poll = [{every = '1h', registers = [60, 60]}]"),
             "4:41: meter[1].poll[1].registers[2]: is register 60",
             "meter[1].poll[1].registers[1]"},
        });
    }

    TEST_CASE("plans stand in poll, or in interval and registers")
    {
        check({
            {in_meter("poll = []"), "4:8: meter[1].poll: is empty", "at least one"},
            {in_meter("interval = '1h'\npoll = [{every = '1h'}]"),
             "4:12: meter[1].interval: stands beside poll", "keep one"},
            {in_meter("poll = [{every = '1h'}]\nregisters = [60]"),
             "5:13: meter[1].registers: stands beside poll", "keep one"},
            {in_meter("poll = [{registers = [60]}]"), "4:9: meter[1].poll[1].every: is missing",
             "every = \"1h\""},
        });
    }

    TEST_CASE("no two meters are the same one")
    {
        check({
            {second("name = 'b'\ndevice = '/dev/ttyUSB0'"), "6:10: meter[2].device: meter[1] has",
             "another address"},
            {second("name = 'b'\ndevice = '/dev/ttyUSB0?baud=2400'\naddress = 1"),
             "6:10: meter[2].device: is the line of meter[1]", "one setting"},
            {a_meter + "serial = '7'\n[[meter]]\nname = 'b'\ndevice = '/dev/ttyUSB1'\nserial = '7'",
             "8:10: meter[2].serial: is the serial number of meter[1]", "leave it out"},
        });
    }

    TEST_CASE("a line has one recording, and a recording one line")
    {
        const auto two = [](const std::string& device, const std::string& file) {
            return a_meter + "capture = 'f.txt'\n[[meter]]\nname = 'b'\naddress = 1\ndevice = '" +
                   device + "'\ncapture = '" + file + "'";
        };
        check({
            {two("/dev/ttyUSB0", "g.txt"), "9:11: meter[2].capture: is another file than that of",
             "one line has one recording"},
            {two("/dev/ttyUSB1", "f.txt"), "9:11: meter[2].capture: is the file of meter[1] too",
             "needs its own"},
        });
    }
}
