// SPDX-License-Identifier: Apache-2.0

#include "bridge/ports.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "fake/manual_clock.hpp"
#include "written.hpp"

namespace {

using namespace kmp2mqtt;
namespace fs = std::filesystem;

struct ports_bench {
    ports_bench() = default;
    ports_bench(const ports_bench&) = delete;
    ports_bench& operator=(const ports_bench&) = delete;
    ~ports_bench()
    {
        std::error_code ignored;
        fs::remove(file, ignored);
    }

    core::outcome<bridge::ports> make(const std::string& text)
    {
        return bridge::make_ports(io.get_executor(), time, written::accepted(text).meters);
    }

    [[nodiscard]] std::string recorded() const
    {
        std::ifstream stream{file, std::ios::binary};
        return {std::istreambuf_iterator<char>{stream}, {}};
    }

    asio::io_context io;
    fake::manual_clock time;
    fs::path file{fs::temp_directory_path() /
                  ("kmp2mqtt-ports-" + std::to_string(getpid()) + ".txt")};
};

}  // namespace

TEST_SUITE("bridge/ports")
{
    TEST_CASE_FIXTURE(ports_bench, "meters on one line have one port")
    {
        const auto made = make(
            "[[meter]]\nname='a'\ndevice='/dev/ttyUSB0'\n"
            "[[meter]]\nname='b'\ndevice='serial:/dev/ttyUSB0'\naddress=0x7F\n"
            "[[meter]]\nname='c'\ndevice='socket://pi:2002'\n");
        REQUIRE(made);
        CHECK(made->lines.size() == 2);
        REQUIRE(made->of_meters.size() == 3);
        CHECK(made->of_meters[0] == made->of_meters[1]);
        CHECK(made->of_meters[0] != made->of_meters[2]);
    }

    TEST_CASE_FIXTURE(ports_bench, "a head that gets another number keeps the port it shares")
    {
        fs::create_symlink("/dev/null", file);
        const auto made = make("[[meter]]\nname='a'\ndevice='" + file.string() +
                               "'\n"
                               "[[meter]]\nname='b'\ndevice='/dev/null'\naddress=0x7F\n");
        fs::remove(file);
        fs::create_symlink("/dev/zero", file);
        REQUIRE(made);
        REQUIRE(made->lines.size() == 1);
        CHECK(made->of_meters == std::vector(2, made->lines[0].get()));
    }

    TEST_CASE_FIXTURE(ports_bench, "a line is recorded if any of its meters wants it")
    {
        const auto made = make(
            "[[meter]]\nname='a'\ndevice='/dev/ttyUSB0'\n"
            "[[meter]]\nname='b'\ndevice='/dev/ttyUSB0'\naddress=0x7F\ncapture='" +
            file.string() + "'\n");
        REQUIRE(made);
        CHECK(recorded() == "kmp-recording 1 2026-11-22T10:45:03Z numbers-blanked /dev/ttyUSB0\n");
    }

    TEST_CASE_FIXTURE(ports_bench, "without a capture nothing is written")
    {
        REQUIRE(make(written::a_meter));
        CHECK_FALSE(fs::exists(file));
    }

    TEST_CASE_FIXTURE(ports_bench, "a recording that cannot be written is told before any read")
    {
        const auto meters =
            written::accepted(written::a_meter + "capture = '" + file.string() + "'\n").meters;
        std::ofstream{file} << "milk, bread\n";
        const auto made = bridge::make_ports(io.get_executor(), time, meters);
        REQUIRE_FALSE(made);
        CHECK(made.error().text == "heating: capture: recording to " + file.string() +
                                       ": the file is no recording; name a new one");
    }
}
