// SPDX-License-Identifier: Apache-2.0

#include "bridge/config.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "written.hpp"

namespace {

using namespace kmp2mqtt;
using namespace std::chrono_literals;

std::vector<unsigned> numbers(const std::vector<kmp::register_id>& ids)
{
    std::vector<unsigned> result;
    result.reserve(ids.size());
    for (const auto id : ids) {
        result.push_back(static_cast<unsigned>(id));
    }
    return result;
}

constexpr std::string_view smallest = R"([mqtt]
broker = "mqtt://localhost:1883"

[[meter]]
name = "heating"
device = "/dev/serial/by-id/usb-FTDI_IR_head-port0"
)";

}  // namespace

TEST_SUITE("bridge/config")
{
    TEST_CASE("broker, name and device are enough")
    {
        const auto read = written::accepted(std::string{smallest});
        CHECK(read.mqtt.host == "localhost");
        CHECK(read.mqtt.port == 1883);
        REQUIRE(read.meters.size() == 1);
        CHECK(read.meters[0].name == "heating");
        CHECK(read.meters[0].device.text == "/dev/serial/by-id/usb-FTDI_IR_head-port0");
        CHECK(read.warnings.empty());
    }

    TEST_CASE("everything else has a default")
    {
        const auto read = written::accepted(std::string{smallest});
        CHECK(read.timezone.empty());
        CHECK(read.log_level == core::log::level::info);

        CHECK_FALSE(read.mqtt.encrypted);
        CHECK(read.mqtt.client_id.starts_with("kmp2mqtt-"));
        CHECK(read.mqtt.username.empty());
        CHECK(read.mqtt.password.empty());
        CHECK(read.mqtt.protocol == mqtt::protocol::automatic);
        CHECK(read.mqtt.keep_alive == 30s);
        CHECK(read.mqtt.tls.verify);

        CHECK(read.home.base_topic == "kmp2mqtt");
        CHECK(read.home.client_id == read.mqtt.client_id);
        CHECK(read.home.discovery);
        CHECK(read.home.discovery_prefix == "homeassistant");
        CHECK(read.home.status_topic == "homeassistant/status");
        CHECK(read.home.style == home::style::device);
        CHECK(read.home.min_version == home::release{2025, 11});

        const auto& heating = read.meters[0];
        CHECK(heating.title == "Heating");
        CHECK(heating.kind == meter::kind::heat);
        CHECK(heating.model.empty());
        CHECK(heating.serial.empty());
        CHECK(heating.address == kmp::address::meter);
        CHECK(heating.timeout == 2s);
        CHECK(heating.retries == 2);
        CHECK(heating.command_max_age == 10s);
        CHECK_FALSE(heating.has_offset);
        CHECK(heating.capture.empty());
        REQUIRE(heating.polls.size() == 1);
        CHECK(heating.polls[0].every == 1h);
    }

    TEST_CASE("every default may be written down")
    {
        const auto plain = written::accepted(std::string{smallest});
        const auto read = written::accepted(R"(timezone = ""
[mqtt]
broker = "mqtt://localhost:1883"
username = ""
password = ""
password_file = ""
protocol = "auto"
base_topic = "kmp2mqtt"
keep_alive = "30s"
[mqtt.tls]
ca_file = ""
cert_file = ""
key_file = ""
verify = true
[homeassistant]
discovery = true
discovery_prefix = "homeassistant"
status_topic = "homeassistant/status"
style = "device"
min_version = "2025.11"
[log]
level = "info"
[[meter]]
name = "heating"
device = "socket://meter-pi:2002"
title = "Heat meter"
kind = "heat"
model = "auto"
serial = ""
address = 0x3F
timeout = "2s"
retries = 2
command_max_age = "10s"
interval = "1h"
registers = ["heat_energy_e1", 68, "0x4A"]
offset = "-30s"
keep_awake = "0s"
wake_command = []
capture = ""
[meter.budget]
telegrams_per_day = 0
)");
        CHECK(read.warnings.empty());
        CHECK(read.mqtt.client_id == plain.mqtt.client_id);
        CHECK(read.meters[0].title == "Heat meter");
        CHECK(numbers(read.meters[0].polls[0].registers) == std::vector<unsigned>{60, 68, 74});
        CHECK(read.meters[0].offset == -30s);
        CHECK(read.meters[0].has_offset);
    }

    TEST_CASE("the kind decides the default registers")
    {
        using set = std::vector<unsigned>;
        const auto registers_of = [](const std::string& kind) {
            const auto read = written::one_meter("kind = \"" + kind + '"');
            CHECK(meter::text(read.kind) == kind);
            return numbers(read.registers());
        };
        CHECK(registers_of("heat") == set{60, 68, 74, 80, 86, 87, 89, 99});
        CHECK(registers_of("cooling") == set{63, 68, 74, 80, 86, 87, 89, 99});
        CHECK(registers_of("heat-cooling") == set{60, 63, 68, 74, 80, 86, 87, 89, 99});
        CHECK(registers_of("water") == set{68, 74, 99, 243, 292, 299, 1004});
    }

    TEST_CASE("a register is a name, a number or hex, known or not")
    {
        const auto read = written::one_meter(
            R"(registers = ["temp_t1", "register_1234", 65535, 0x44, "0x004a"])");
        CHECK(numbers(read.registers()) == std::vector<unsigned>{86, 1234, 65535, 68, 74});
    }

    TEST_CASE("several plans may name the same register")
    {
        const auto read = written::one_meter(R"(poll = [
            { every = "1h", registers = ["heat_energy_e1", "volume_v1"] },
            { every = "1d", registers = ["volume_v1", "info_code"] },
            { every = "2d" } ]
            kind = "water")");
        REQUIRE(read.polls.size() == 3);
        CHECK(read.polls[0].every == 1h);
        CHECK(numbers(read.polls[1].registers) == std::vector<unsigned>{68, 99});
        CHECK(read.polls[2].every == 48h);
        CHECK(numbers(read.polls[2].registers).size() == 7);
    }

    TEST_CASE("registers that the user listed are told from those of the kind")
    {
        CHECK_FALSE(written::one_meter("").registers_listed);
        CHECK(written::one_meter("registers = [60]").registers_listed);
        CHECK_FALSE(written::one_meter("poll = [{every = '1h'}]").registers_listed);
        CHECK(written::one_meter("poll = [{every = '1h'}, {every = '1d', registers = [60]}]")
                  .registers_listed);
    }

    TEST_CASE("a title is made of the name")
    {
        CHECK(written::one_meter("").title == "Heating");
        CHECK(written::accepted("[[meter]]\nname='heat-meter_1'\ndevice='/dev/ttyUSB0'")
                  .meters[0]
                  .title == "Heat meter 1");
    }

    TEST_CASE("the last will says offline where the bridge's state stands")
    {
        const auto read =
            written::accepted("[mqtt]\nbase_topic = 'attic/kmp'\n" + written::a_meter);
        CHECK(read.mqtt.last_will.topic == "attic/kmp/bridge/state");
        CHECK(read.mqtt.last_will.payload == "offline");
        CHECK(read.mqtt.last_will.retain);
    }

    TEST_CASE("a client id is reduced to what an entity's id may hold, and that is said")
    {
        const auto read = written::accepted("[mqtt]\nclient_id = 'my attic!'\n" + written::a_meter);
        CHECK(read.mqtt.client_id == "myattic");
        CHECK(written::has(read.warnings, "f.toml:2:13: mqtt.client_id: is used as \"myattic\""));
    }

    TEST_CASE("meters of different address share a line")
    {
        const auto read = written::accepted(
            "[[meter]]\nname='a'\ndevice='/dev/ttyUSB0'\n"
            "[[meter]]\nname='b'\ndevice='serial:/dev/ttyUSB0'\naddress=0x7F\n");
        CHECK(read.meters[1].address == kmp::address::logger_top);
    }

    TEST_CASE("meters on one line share a recording, whether one or both name it")
    {
        const std::string both =
            "[[meter]]\nname='a'\ndevice='/dev/ttyUSB0'\ncapture='f.txt'\n"
            "[[meter]]\nname='b'\ndevice='/dev/ttyUSB0'\naddress=0x7F\n";
        CHECK(written::accepted(both).meters[0].capture == "f.txt");
        CHECK(written::accepted(both + "capture='f.txt'\n").meters[1].capture == "f.txt");
    }

    TEST_CASE("frequent reads are allowed, with a word about the battery")
    {
        const auto read = written::accepted(written::a_meter + "interval = '30s'\n");
        CHECK(read.meters[0].polls[0].every == 30s);
        CHECK(
            written::has(read.warnings, "f.toml:4:12: meter[1].interval: every 30s is 2880 reads"));
        CHECK(written::accepted(written::a_meter + "interval = '10min'\n").warnings.empty());
    }

    TEST_CASE("a file that cannot be read is named with the reason")
    {
        const auto missing = bridge::load_config("/nonexistent/kmp2mqtt.toml");
        REQUIRE_FALSE(missing);
        CHECK(missing.error() ==
              bridge::problems{
                  "/nonexistent/kmp2mqtt.toml: cannot be read: No such file or directory; copy "
                  "etc/kmp2mqtt.toml there, or name another with -c or KMP2MQTT_CONFIG"});
        const auto folder = bridge::load_config("/");
        REQUIRE_FALSE(folder);
        CHECK(folder.error() == bridge::problems{"/: cannot be read: Is a directory"});
    }
}
