// SPDX-License-Identifier: Apache-2.0

#include "link/device_url.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>
#include <variant>

#include <doctest/doctest.h>

namespace {

using kmp2mqtt::link::parity_mode;
using kmp2mqtt::link::parse_device_url;
using kmp2mqtt::link::serial_device;
using kmp2mqtt::link::tcp_device;

serial_device serial(std::string_view text)
{
    return std::get<serial_device>(parse_device_url(text)->device);
}

tcp_device tcp(std::string_view text)
{
    return std::get<tcp_device>(parse_device_url(text)->device);
}

}  // namespace

TEST_SUITE("link/device_url")
{
    TEST_CASE("a path alone is a serial port as KMP wants it")
    {
        const auto device = serial("/dev/ttyUSB0");
        CHECK(device.path == "/dev/ttyUSB0");
        CHECK(device.baud == 1200);
        CHECK(device.parity == parity_mode::none);
        CHECK(device.stop_bits == 2);
    }

    TEST_CASE("a serial URL may say how the line is set")
    {
        const auto device = serial("serial:/dev/ttyS1?baud=9600&parity=even&stop_bits=1");
        CHECK(device.path == "/dev/ttyS1");
        CHECK(device.baud == 9600);
        CHECK(device.parity == parity_mode::even);
        CHECK(device.stop_bits == 1);
        CHECK(serial("/dev/ttyS1?parity=odd").parity == parity_mode::odd);
        CHECK(serial("serial:/dev/ttyS1?baud=115200").baud == 115'200);
    }

    TEST_CASE("a TCP URL has a host and a port, and perhaps the far line's rate")
    {
        const auto device = tcp("socket://meter-pi:2002");
        CHECK(device.host == "meter-pi");
        CHECK(device.port == 2002);
        CHECK(device.baud == 1200);
        CHECK(tcp("tcp://192.0.2.1:65535?baud=2400").baud == 2400);
        CHECK(tcp("tcp://192.0.2.1:65535").port == 65'535);
        CHECK(tcp("socket://[2001:db8::1]:2002").host == "2001:db8::1");
    }

    TEST_CASE("the text stays as it was written")
    {
        CHECK(parse_device_url("tcp://[::1]:2002")->text == "tcp://[::1]:2002");
    }

    TEST_CASE("two URLs of one line have the same key")
    {
        CHECK(parse_device_url("/dev/ttyUSB0")->line_key() ==
              parse_device_url("serial:/dev/ttyUSB0?baud=2400")->line_key());
        CHECK(parse_device_url("tcp://pi:2002")->line_key() ==
              parse_device_url("socket://pi:2002?baud=2400")->line_key());
        CHECK(parse_device_url("tcp://pi:2002")->line_key() !=
              parse_device_url("tcp://pi:2003")->line_key());
    }

    TEST_CASE("a device and a link to it are one line")
    {
        const auto link =
            std::filesystem::temp_directory_path() / ("kmp2mqtt-by-id-" + std::to_string(getpid()));
        std::filesystem::create_symlink("/dev/null", link);
        CHECK(parse_device_url(link.string())->line_key() ==
              parse_device_url("/dev/null")->line_key());
        std::filesystem::remove(link);
        CHECK(parse_device_url("/dev/none")->line_key() == "/dev/none");
    }

    TEST_CASE("a bad URL names the part that is wrong")
    {
        struct row {
            std::string_view url;
            std::string_view part;
        };
        for (const auto& [url, part] : {
                 row{"", "socket://HOST:PORT"},
                 row{"ttyUSB0", "/dev/ttyUSB0"},
                 row{"http://pi:80", "socket://HOST:PORT"},
                 row{"serial:", "path"},
                 row{"serial:ttyUSB0", "path"},
                 row{"/dev/ttyUSB0?baud=1201", "baud"},
                 row{"/dev/ttyUSB0?baud=", "baud"},
                 row{"/dev/ttyUSB0?baud", "KEY=VALUE"},
                 row{"/dev/ttyUSB0?parity=mark", "parity"},
                 row{"/dev/ttyUSB0?stop_bits=3", "stop_bits"},
                 row{"/dev/ttyUSB0?speed=1200", "speed"},
                 row{"/dev/ttyUSB0?baud=300&baud=2400", "baud is named twice"},
                 row{"socket://pi:2002?baud=300&baud=2400", "baud is named twice"},
                 row{"socket://pi", "port is missing"},
                 row{"socket://pi:", "port"},
                 row{"socket://pi:0", "port"},
                 row{"socket://pi:65536", "port"},
                 row{"socket://pi:2002/x", "port"},
                 row{"socket://:2002", "host"},
                 row{"socket://a b:2002", "host"},
                 row{"socket://::1:2002", "brackets"},
                 row{"socket://[::1:2002", "bracket"},
                 row{"socket://[::1]2002", "port"},
                 row{"socket://pi:2002?parity=even", "parity"},
             }) {
            CAPTURE(url);
            const auto result = parse_device_url(url);
            REQUIRE_FALSE(result);
            CAPTURE(result.error());
            CHECK(result.error().find(part) != std::string::npos);
        }
    }
}
