// SPDX-License-Identifier: Apache-2.0

#include "link/lock_file.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <utility>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;
using kmp2mqtt::link::lock_files;

/// A folder as /var/lock is one.
struct bench {
    bench() { fs::create_directories(folder); }
    bench(const bench&) = delete;
    bench& operator=(const bench&) = delete;
    ~bench() { fs::remove_all(folder); }

    [[nodiscard]] auto take() const { return lock_files::take(device, folder); }

    std::string folder = fs::temp_directory_path() / ("kmp2mqtt-locks-" + std::to_string(getpid()));
    std::string device = "/dev/serial/by-id/usb-head";
    std::string path = folder + "/LCK..serial_by-id_usb-head";
};

}  // namespace

TEST_SUITE("link/lock_file")
{
    TEST_CASE_FIXTURE(bench, "a lock file names the device and the process, and goes at the end")
    {
        {
            auto taken = take();
            REQUIRE(taken);
            const auto kept = *std::move(taken);
            std::string text;
            std::getline(std::ifstream{path}, text);
            CHECK(text == std::string(10 - std::to_string(getpid()).size(), ' ') +
                              std::to_string(getpid()));
        }
        CHECK(fs::is_empty(folder));
    }

    TEST_CASE_FIXTURE(bench, "a process that runs keeps its lock")
    {
        SUBCASE("in decimal")
        {
            std::ofstream{path} << "         1\n";
        }
        SUBCASE("in binary")
        {
            std::ofstream{path} << std::string("\x01\0\0\0", 4);
        }
        SUBCASE("in four characters of text")
        {
            std::ofstream{path} << "001\n";
        }
        const auto taken = take();
        REQUIRE_FALSE(taken);
        CHECK(taken.error().find("(process 1)") != std::string::npos);
        CHECK(fs::exists(path));
    }

    TEST_CASE_FIXTURE(bench, "a lock of nobody is replaced")
    {
        SUBCASE("whose process is no more")
        {
            std::ofstream{path} << "2147483646\n";
        }
        SUBCASE("which says nothing, and is not new")
        {
            std::ofstream{path} << "";
            fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::minutes{1});
        }
        SUBCASE("which had our number before us")
        {
            std::ofstream{path} << getpid() << '\n';
        }
        CHECK(take());
        CHECK_FALSE(fs::exists(path));
    }

    TEST_CASE_FIXTURE(bench, "a lock that somebody makes at this moment is his")
    {
        std::ofstream{path} << "";
        const auto taken = take();
        REQUIRE_FALSE(taken);
        CHECK(taken.error() == "another program");
        CHECK(fs::exists(path));
    }

    TEST_CASE_FIXTURE(bench, "without a folder to write in, the device is taken without a file")
    {
        fs::remove_all(folder);
        CHECK(take());
    }
}
