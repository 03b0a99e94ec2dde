// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/keeper.hpp"

#include <filesystem>
#include <string>
#include <unistd.h>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::tool::scan_keeper;

namespace {

struct keeper_bench {
    std::filesystem::path file{std::filesystem::temp_directory_path() /
                               ("kmptool_keeper_test_" + std::to_string(getpid()))};
    scan_keeper keeper{file.string()};
    kmp2mqtt::core::clock::time_point start;

    keeper_bench() { std::filesystem::remove(file); }
    keeper_bench(const keeper_bench&) = delete;
    keeper_bench& operator=(const keeper_bench&) = delete;
    ~keeper_bench() { std::filesystem::remove(file); }

    /// Whether the file is written then.
    bool writes_at(std::chrono::milliseconds elapsed)
    {
        std::filesystem::remove(file);
        CHECK(keeper.keep_sometimes({}, start + elapsed));
        return std::filesystem::exists(file);
    }
};

}  // namespace

TEST_SUITE("tool/scan_keeper")
{
    TEST_CASE_FIXTURE(keeper_bench, "a state is written at once, and then each five seconds")
    {
        CHECK(writes_at(0ms));
        CHECK(!writes_at(1s));
        CHECK(!writes_at(4999ms));
        CHECK(writes_at(5s));
        CHECK(!writes_at(9999ms));
        CHECK(writes_at(60s));
    }

    TEST_CASE_FIXTURE(keeper_bench, "the end of a scan does not wait for five seconds")
    {
        CHECK(writes_at(0ms));
        std::filesystem::remove(file);
        CHECK(keeper.keep({}));
        CHECK(std::filesystem::exists(file));
    }

    TEST_CASE("without a file nothing is kept, and that is no failure")
    {
        CHECK(scan_keeper{}.keep({}));
        CHECK(!scan_keeper{}.has_file());
    }
}
