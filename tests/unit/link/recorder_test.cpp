// SPDX-License-Identifier: Apache-2.0

#include "link/recorder.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "fake/hex.hpp"
#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"
#include "fake/scripted_link.hpp"

namespace {

using namespace std::chrono_literals;
using kmp2mqtt::core::cause;
using kmp2mqtt::link::recorder;
namespace fs = std::filesystem;
namespace link = kmp2mqtt::link;

constexpr std::string_view ask_serial = "80 3f 02 35 e9 0d";
constexpr auto first_line = "kmp-recording 1 2026-11-22T10:45:03Z numbers-blanked scripted\n";

/// A scripted line and the file in which it is recorded.
struct recorder_bench {
    recorder_bench() { fs::remove(file); }
    recorder_bench(const recorder_bench&) = delete;
    recorder_bench& operator=(const recorder_bench&) = delete;
    ~recorder_bench()
    {
        made.reset();
        std::error_code ignored;
        fs::remove(file, ignored);
    }

    void record(bool keeps_numbers = false)
    {
        auto result = recorder::make(std::move(wire), time,
                                     {.file = file.string(), .keeps_numbers = keeps_numbers});
        REQUIRE(result);
        made = *std::move(result);
    }

    /// Why nothing is recorded in a file: this one, unless told otherwise.
    std::string refused(const std::string& path = {})
    {
        auto other = std::make_unique<fake::scripted_link>(io.get_executor(), time);
        const auto result =
            recorder::make(std::move(other), time, {.file = path.empty() ? file.string() : path});
        REQUIRE_FALSE(result);
        return result.error().text;
    }

    void open() { CHECK(fake::run_task(io, time, made->open())); }

    void write(std::string_view request)
    {
        const auto bytes = fake::hex(request);
        CHECK(fake::run_task(io, time, made->write(bytes)));
    }

    /// What comes next, as hex; the text of the failure if there is one.
    std::string read()
    {
        std::array<std::uint8_t, 64> buffer{};
        const auto size = fake::run_task(io, time, made->read(buffer));
        return size ? fake::hex_text(std::span{buffer}.first(*size)) : size.error().text;
    }

    [[nodiscard]] std::string recorded() const
    {
        std::ifstream stream{file, std::ios::binary};
        return {std::istreambuf_iterator<char>{stream}, {}};
    }

    asio::io_context io;
    fake::manual_clock time;
    std::unique_ptr<fake::scripted_link> wire{
        std::make_unique<fake::scripted_link>(io.get_executor(), time)};
    fake::scripted_link& script{*wire};
    fs::path file{fs::temp_directory_path() /
                  ("kmp2mqtt-recording-" + std::to_string(getpid()) + ".txt")};
    std::unique_ptr<link::link> made;
};

/// No file of this process grows beyond some bytes: a full disk.
class full_disk {
public:
    explicit full_disk(rlim_t size)
    {
        getrlimit(RLIMIT_FSIZE, &before_);
        auto now = before_;
        now.rlim_cur = size;
        previous_ = std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &now);
    }
    full_disk(const full_disk&) = delete;
    full_disk& operator=(const full_disk&) = delete;
    ~full_disk()
    {
        setrlimit(RLIMIT_FSIZE, &before_);
        static_cast<void>(std::signal(SIGXFSZ, previous_));
    }

private:
    rlimit before_{};
    void (*previous_)(int){nullptr};
};

}  // namespace

TEST_SUITE("link/recorder")
{
    TEST_CASE_FIXTURE(recorder_bench, "every byte is recorded with direction and time")
    {
        script.expect(fake::hex("80 3f 01 05 8a 0d"))
            .reply(20ms, fake::hex("40 3f"))
            .reply(900ms, fake::hex("01 00 01 06 01 da 1f 0d"));
        record();
        open();
        open();  // which is nothing new
        time.run_for(io, 1500ms);
        write("80 3f 01 05 8a 0d");
        CHECK(read() == "40 3f");
        CHECK(read() == "01 00 01 06 01 da 1f 0d");
        made->close();
        made->close();
        CHECK(script.finished());
        CHECK(recorded() == std::string{first_line} +
                                "0.000000 # opened\n"
                                "1.500000 > 80 3f 01 05 8a 0d\n"
                                "1.520000 < 40 3f\n"
                                "2.400000 < 01 00 01 06 01 da 1f 0d\n"
                                "2.400000 # closed\n");
    }

    TEST_CASE_FIXTURE(recorder_bench, "the reader gets the number that the file does not")
    {
        script.expect(fake::hex(ask_serial)).reply(1ms, fake::hex("40 3f 02 04 3e f4 07 15 bb 0d"));
        record();
        open();
        write(ask_serial);
        CHECK(read() == "40 3f 02 04 3e f4 07 15 bb 0d");
        CHECK(recorded().ends_with("0.001000 < 40 3f 02 00 00 00 00 ae 0c 0d ; number blanked\n"));
    }

    TEST_CASE_FIXTURE(recorder_bench, "the number is kept if asked for, and the first line says so")
    {
        script.expect(fake::hex(ask_serial)).reply(1ms, fake::hex("40 3f 02 04"));
        record(true);
        open();
        write(ask_serial);
        CHECK(read() == "40 3f 02 04");
        CHECK(recorded().find(" numbers-kept scripted\n") != std::string::npos);
        CHECK(recorded().ends_with("0.001000 < 40 3f 02 04\n"));
    }

    TEST_CASE_FIXTURE(recorder_bench, "an unfinished frame stands before what happened after it")
    {
        script.expect(fake::hex("80 3f 01 05 8a 0d")).reply(1ms, fake::hex("40 3f 01 00"));
        script.expect(fake::hex("80 3f 01 05 8a 0d")).reply(1ms, fake::hex("40 3f 01"));
        record();
        open();
        write("80 3f 01 05 8a 0d");
        CHECK(read() == "40 3f 01 00");
        CHECK(recorded().ends_with("> 80 3f 01 05 8a 0d\n"));
        time.run_for(io, 1s);
        write("80 3f 01 05 8a 0d");
        CHECK(recorded().ends_with("0.001000 < 40 3f 01 00\n1.001000 > 80 3f 01 05 8a 0d\n"));
        CHECK(read() == "40 3f 01");
        made.reset();
        CHECK(recorded().ends_with("1.002000 < 40 3f 01\n1.002000 # closed\n"));
    }

    TEST_CASE_FIXTURE(recorder_bench, "failures are recorded where they happen")
    {
        script.open_fails({cause::connection_refused, "scripted: nobody listens"});
        script.expect(fake::hex(ask_serial)).breaks(5ms);
        record();
        CHECK_FALSE(fake::run_task(io, time, made->open()));
        open();
        write(ask_serial);
        CHECK(read() == "scripted: lost");
        made->close();
        CHECK(recorded() == std::string{first_line} +
                                "0.000000 ! connection_refused: scripted: nobody listens\n"
                                "0.000000 # opened\n"
                                "0.000000 > 80 3f 02 35 e9 0d\n"
                                "0.005000 ! connection_lost: scripted: lost\n");
    }

    TEST_CASE_FIXTURE(recorder_bench, "a new file is its owner's alone")
    {
        record();
        CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    }

    TEST_CASE_FIXTURE(recorder_bench, "what is in a recording stays, also a line without its end")
    {
        std::ofstream{file} << first_line << "cut";
        record();
        CHECK(recorded() == std::string{first_line} + "cut\n" + first_line);
        made.reset();
        wire = std::make_unique<fake::scripted_link>(io.get_executor(), time);
        record();
        CHECK(recorded() == std::string{first_line} + "cut\n" + first_line + first_line);
    }

    TEST_CASE_FIXTURE(recorder_bench, "an empty file becomes a recording")
    {
        std::ofstream{file} << "";
        record();
        CHECK(recorded() == first_line);
    }

    TEST_CASE_FIXTURE(recorder_bench, "a file that is no recording stays as it is")
    {
        for (const std::string text :
             {"[mqtt]\n", "kmp", "kmp-recordings 1\n", "\nkmp-recording 1\n"}) {
            CAPTURE(text);
            std::ofstream{file} << text;
            CHECK(refused() ==
                  "recording to " + file.string() + ": the file is no recording; name a new one");
            CHECK(recorded() == text);
        }
    }

    TEST_CASE_FIXTURE(recorder_bench, "one program at a time records in a file")
    {
        record();
        CHECK(refused() == "recording to " + file.string() + ": another program records there");
        CHECK(recorded() == first_line);
        made.reset();
        wire = std::make_unique<fake::scripted_link>(io.get_executor(), time);
        record();
    }

    TEST_CASE_FIXTURE(recorder_bench, "any number of programs record in what keeps nothing")
    {
        auto other = std::make_unique<fake::scripted_link>(io.get_executor(), time);
        const auto first = recorder::make(std::move(wire), time, {.file = "/dev/null"});
        const auto second = recorder::make(std::move(other), time, {.file = "/dev/null"});
        CHECK(first);
        CHECK(second);
    }

    TEST_CASE_FIXTURE(recorder_bench,
                      "a file that cannot be written is told before anything is sent")
    {
        CHECK(refused("/nonexistent/f.txt") ==
              "recording to /nonexistent/f.txt: its folder is not there; make it, or name another "
              "file");
        CHECK(refused("/") == "recording to /: Is a directory");
        CHECK(refused("/dev/full") == "recording to /dev/full: No space left on device");
    }

    TEST_CASE_FIXTURE(recorder_bench,
                      "a full disk ends the recording with a whole line, not the read")
    {
        script.expect(fake::hex(ask_serial)).reply(1ms, fake::hex("40 3f 01"));
        record();
        open();
        const auto before = recorded();
        {
            const full_disk now{before.size() + 10};
            write(ask_serial);
        }
        CHECK(read() == "40 3f 01");
        made->close();
        CHECK(recorded() == before);
    }
}
