// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/state.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "bench.hpp"
#include "tool/scan/file.hpp"

using kmp2mqtt::tool::can_save_scan;
using kmp2mqtt::tool::load_scan;
using kmp2mqtt::tool::parse_scan_state;
using kmp2mqtt::tool::save_scan;
using kmp2mqtt::tool::scan_plan;
using kmp2mqtt::tool::scan_state;
using kmp2mqtt::tool::text_of;

namespace {

constexpr auto sample_text =
    "kmptool scan 1\n"
    "serial 71234567\n"
    "value 60 03 43 0000d6de 1795344303\n"
    "left_out 61\n"
    "silencing 62\n"
    "unreadable 66\n"
    "ask 63 64\n"
    "ask 70\n";

constexpr kmp2mqtt::core::clock::wall_time some_time{std::chrono::seconds{1'795'344'303}};

scan_state sample()
{
    scan_state state;
    state.serial = "71234567";
    state.answered = {{.id = kmp::register_id{60},
                       .unit = kmp::unit::mwh,
                       .sign_exponent = 0x43,
                       .mantissa = {0x00, 0x00, 0xD6, 0xDE},
                       .read_at = some_time}};
    state.left_out = {kmp::register_id{61}};
    state.silencing = {kmp::register_id{62}};
    state.unreadable = {kmp::register_id{66}};
    state.plan = scan_plan{{range(63, 64), range(70, 70)}};
    return state;
}

/// A folder of its own, for one test.
struct folder {
    std::filesystem::path path{std::filesystem::temp_directory_path() /
                               ("kmptool_scan_test_" + std::to_string(getpid()))};
    folder() { std::filesystem::create_directories(path); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    ~folder() { std::filesystem::remove_all(path); }
    [[nodiscard]] std::string file() const { return path / "state"; }
};

}  // namespace

TEST_SUITE("tool/scan_state")
{
    TEST_CASE("a state is written a fact a line")
    {
        CHECK(text_of(sample()) == sample_text);
    }

    TEST_CASE("what was written is read again")
    {
        const auto read = parse_scan_state(sample_text);
        REQUIRE(read);
        CHECK(text_of(*read) == sample_text);
        CHECK(read->serial == "71234567");
        CHECK(read->answered == sample().answered);
        CHECK(kmp::text(read->values().front().value) == "55.006");
        CHECK(read->plan.left() == 3);
        CHECK(read->registers() == std::vector{kmp::register_id{60}, kmp::register_id{61},
                                               kmp::register_id{62}, kmp::register_id{63},
                                               kmp::register_id{64}, kmp::register_id{66},
                                               kmp::register_id{70}});
    }

    TEST_CASE("a file without times is read, and they are not known")
    {
        const auto read = parse_scan_state("kmptool scan 1\nserial 1\nvalue 60 03 43 7b\n");
        REQUIRE(read);
        CHECK(!read->answered.front().read_at);
        CHECK(read->from_file == 1);
    }

    TEST_CASE("a meter without a serial number is no damage")
    {
        auto state = sample();
        state.serial.clear();
        const auto read = parse_scan_state(text_of(state));
        REQUIRE(read);
        CHECK(read->serial.empty());
    }

    TEST_CASE("a damaged file is refused with the line")
    {
        const auto refused = [](const std::string& text, const char* why) {
            CAPTURE(text);
            const auto read = parse_scan_state(text);
            REQUIRE(!read);
            CHECK(read.error().starts_with(why));
        };
        const std::string begin = "kmptool scan 1\n";
        refused("", "1:");
        refused("kmptool scan 2\n", "1:");
        refused(begin + "ask\n", "2:");
        refused(begin + "ask 65536\n", "2:");
        refused(begin + "ask 1 2 3 4 5 6 7 8 9\n", "2:");
        refused(begin + "left_out 1 2\n", "2:");
        refused(begin + "left_out 60\nsilencing x\n", "3:");
        refused(begin + "value 60 03 43\n", "2:");
        refused(begin + "value 60 03 43 0\n", "2:");
        refused(begin + "value 60 03 43 00 soon\n", "2:");
        refused(begin + "value 60 03 43 00 1 2\n", "2:");
        refused(begin + "value 60 103 43 00\n", "2:");
        refused(begin + "value 60 03 43 0x\n", "2:");
        refused(begin + "colour 60\n", "2:");
        refused(begin + "\n", "2:");
    }

    TEST_CASE("a register that stands twice in a file is refused with the second line")
    {
        const std::string begin = "kmptool scan 1\n";
        for (const std::string twice :
             {"left_out 61\nleft_out 61\n", "silencing 61\nask 60 61\n", "ask 61 60\nask 61\n",
              "unreadable 61\nvalue 61 03 43 00\n"}) {
            CAPTURE(twice);
            const auto read = parse_scan_state(begin + twice);
            REQUIRE(!read);
            CHECK(read.error().starts_with("3:"));
        }
        const auto once = parse_scan_state(begin + "ask 61 61\n");
        REQUIRE(!once);
        CHECK(once.error().starts_with("2:"));
    }

    TEST_CASE("an answer is taken register by register")
    {
        scan_state state;
        state.plan = scan_plan{range(60, 62)};
        static constexpr std::array<std::uint8_t, 1> mantissa{7};
        kmp::get_register_response got;
        got.registers.push_back({.id = kmp::register_id{62},
                                 .unit = kmp::unit::hour,
                                 .sign_exponent = 0,
                                 .mantissa = mantissa});
        got.registers.push_back({.id = kmp::register_id{60},
                                 .unit = kmp::unit::hour,
                                 .sign_exponent = 0,
                                 .mantissa = {}});
        state.take(got, some_time + std::chrono::milliseconds{7});
        CHECK(state.answered.front().read_at == some_time);
        CHECK(state.from_file == 0);
        CHECK(state.left_out == std::vector{kmp::register_id{60}, kmp::register_id{61}});
        REQUIRE(state.values().size() == 1);
        CHECK(state.values().front().id == kmp::register_id{62});
        CHECK(state.plan.is_over());
    }

    TEST_CASE("a file keeps a state, and its absence is none")
    {
        const folder here;
        const auto before = load_scan(here.file());
        REQUIRE(before);
        CHECK(!before->has_value());
        REQUIRE(save_scan(here.file(), sample()));
        const auto after = load_scan(here.file());
        REQUIRE(after);
        REQUIRE(after->has_value());
        CHECK(text_of(**after) == sample_text);
        CHECK(!std::filesystem::exists(here.file() + ".new"));
    }

    TEST_CASE("an empty file is a scan that has not begun")
    {
        const folder here;
        std::ofstream{here.file()}.close();
        const auto read = load_scan(here.file());
        REQUIRE(read);
        CHECK(!read->has_value());
    }

    TEST_CASE("what is no regular file is refused, and nobody waits for it")
    {
        const folder here;
        REQUIRE(mkfifo(here.file().c_str(), 0600) == 0);
        const auto pipe = load_scan(here.file());
        REQUIRE(!pipe);
        CHECK(pipe.error() == here.file() + ": is no regular file");
        CHECK(!load_scan(here.path));
    }

    TEST_CASE("only its owner can read a state, also where another file was left beside it")
    {
        const folder here;
        std::ofstream{here.file() + ".new"} << "left by a run that was killed\n";
        std::filesystem::permissions(here.file() + ".new", std::filesystem::perms{0644});
        REQUIRE(save_scan(here.file(), sample()));
        CHECK(std::filesystem::status(here.file()).permissions() == std::filesystem::perms{0600});
    }

    TEST_CASE("a symbolic link to a state stays one")
    {
        const folder here;
        std::filesystem::create_directory(here.path / "far");
        const auto far = here.path / "far" / "state";
        std::ofstream{far}.close();
        std::filesystem::create_symlink(far, here.file());
        REQUIRE(save_scan(here.file(), sample()));
        CHECK(std::filesystem::is_symlink(here.file()));
        CHECK(std::filesystem::file_size(far) == std::string{sample_text}.size());
    }

    TEST_CASE("a file that is none of ours is left alone and named")
    {
        const folder here;
        std::ofstream{here.file()} << "shopping list\n";
        const auto read = load_scan(here.file());
        REQUIRE(!read);
        CHECK(read.error().starts_with(here.file() + ":1: "));
    }

    TEST_CASE("to find out whether a file can be written leaves it as it is")
    {
        const folder here;
        REQUIRE(can_save_scan(here.file()));
        CHECK(std::filesystem::is_empty(here.path));
        REQUIRE(save_scan(here.file(), sample()));
        REQUIRE(can_save_scan(here.file()));
        CHECK(load_scan(here.file()));
        CHECK(!std::filesystem::exists(here.file() + ".new"));
    }

    TEST_CASE("a place where nothing can be written is named")
    {
        const auto saved = save_scan("/nonexistent/state", sample());
        REQUIRE(!saved);
        const std::string why =
            "/nonexistent/state: cannot be written in its folder: No such file or directory";
        CHECK(saved.error() == why);
        const auto tried = can_save_scan("/nonexistent/state");
        REQUIRE(!tried);
        CHECK(tried.error() == why);
        CHECK(!load_scan("/"));
    }
}
