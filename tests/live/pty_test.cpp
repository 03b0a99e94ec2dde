// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <grp.h>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "core/steady_clock.hpp"
#include "fake/hex.hpp"
#include "link/device_url.hpp"
#include "link/open.hpp"
#include "live/mosquitto.hpp"
#include "live/run_task.hpp"
#include "live/terminal.hpp"

namespace {

using namespace std::chrono_literals;
using fake::bytes;
using fake::hex;
using kmp2mqtt::core::cause;
using kmp2mqtt::core::outcome;
namespace link = kmp2mqtt::link;

struct bench {
    [[nodiscard]] std::unique_ptr<link::link> make(const std::string& url)
    {
        return link::make_link(io.get_executor(), time, *link::parse_device_url(url));
    }

    outcome<kmp::done> open(link::link& wire) { return live::run_task(io, wire.open()); }

    outcome<kmp::done> write(link::link& wire, const bytes& data)
    {
        return live::run_task(io, wire.write(data));
    }

    outcome<std::size_t> read(link::link& wire) { return live::run_task(io, wire.read(buffer)); }

    asio::io_context io;
    kmp2mqtt::core::steady_clock time;
    live::terminal pty;
    bytes buffer = bytes(256);
};

asio::awaitable<bool> comes_within(bench& at, link::link& wire, std::chrono::milliseconds patience)
{
    using namespace asio::experimental::awaitable_operators;
    const auto first = co_await (wire.read(at.buffer) || at.time.sleep(patience));
    co_return first.index() == 0;
}

/// What open() says to a user without rights.
std::string refusal_for_nobody(const std::string& path)
{
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const auto child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        constexpr unsigned nobody = 65534;
        std::string text = "still privileged";
        if (setgroups(0, nullptr) == 0 && setgid(nobody) == 0 && setuid(nobody) == 0) {
            bench at;
            const auto wire = at.make(path);
            const auto opened = at.open(*wire);
            text = opened ? "opened" : opened.error().text;
            text += opened || opened.error().why != cause::no_permission ? ", no cause" : "";
        }
        const auto written = write(pipe[1], text.data(), text.size());
        _exit(written > 0 ? 0 : 1);
    }
    close(pipe[1]);
    std::string text(1000, '\0');
    const auto size = read(pipe[0], text.data(), text.size());
    close(pipe[0]);
    waitpid(child, nullptr, 0);
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string lock_path(const live::terminal& pty)
{
    return "/var/lock/LCK..pts_" + std::filesystem::path{pty.path()}.filename().string();
}

}  // namespace

TEST_SUITE("live/pty")
{
    TEST_CASE_FIXTURE(bench, "bytes go both ways, unchanged")
    {
        const auto wire = make(pty.path());
        REQUIRE(open(*wire));
        REQUIRE(open(*wire));
        CHECK(wire->is_open());

        const auto every = [] {
            bytes all;
            for (int byte = 0; byte < 256; ++byte) {
                all.push_back(static_cast<std::uint8_t>(byte));
            }
            return all;
        }();
        REQUIRE(write(*wire, every));
        CHECK(pty.receive() == every);

        pty.send(every);
        const auto size = read(*wire);
        REQUIRE(size);
        CHECK(*size == every.size());
        CHECK(buffer == every);
    }

    TEST_CASE_FIXTURE(bench, "the line is set as the URL says")
    {
        // Linux keeps the rate and the stop bits of a pseudo terminal, but not its parity.
        const auto wire = make("serial:" + pty.path() + "?baud=2400&stop_bits=2&parity=even");
        REQUIRE(open(*wire));
        termios line{};
        REQUIRE(tcgetattr(pty.meter(), &line) == 0);
        CHECK(cfgetispeed(&line) == B2400);
        CHECK(cfgetospeed(&line) == B2400);
        CHECK((line.c_cflag & CSTOPB) != 0);
        CHECK((line.c_cflag & CSIZE) == CS8);
        CHECK((line.c_cflag & CLOCAL) != 0);
        CHECK((line.c_cflag & CRTSCTS) == 0);
        CHECK((line.c_lflag & (ICANON | ECHO | ISIG)) == 0);
        CHECK((line.c_iflag & (IXON | ICRNL)) == 0);

        wire->close();
        const auto other = make("serial:" + pty.path() + "?stop_bits=1");
        REQUIRE(open(*other));
        REQUIRE(tcgetattr(pty.meter(), &line) == 0);
        CHECK(cfgetospeed(&line) == B1200);
        CHECK((line.c_cflag & CSTOPB) == 0);
    }

    TEST_CASE_FIXTURE(bench, "a port that is open can't be opened again, and says who has it")
    {
        const auto first = make(pty.path());
        const auto second = make(pty.path());
        REQUIRE(open(*first));
        const auto refused = open(*second);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().why == cause::port_busy);
        CAPTURE(refused.error().text);
        CHECK(refused.error().text.find(std::to_string(getpid())) != std::string::npos);
        CHECK_FALSE(second->is_open());

        first->close();
        CHECK(open(*second));
    }

    TEST_CASE_FIXTURE(bench, "the lock file says that the port is taken, and goes with it")
    {
        const auto wire = make(pty.path());
        REQUIRE(open(*wire));
        std::string text;
        std::getline(std::ifstream{lock_path(pty)}, text);
        CHECK(text.size() == 10);
        CHECK(std::stoi(text) == getpid());
        wire->close();
        CHECK_FALSE(std::filesystem::exists(lock_path(pty)));
    }

    TEST_CASE_FIXTURE(bench, "another program's lock file is respected while that program runs")
    {
        std::ofstream{lock_path(pty)} << "         1\n";
        const auto wire = make(pty.path());
        const auto refused = open(*wire);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().why == cause::port_busy);
        CHECK(refused.error().text.find("(process 1)") != std::string::npos);

        std::ofstream{lock_path(pty)} << "2147483646\n";
        CHECK(open(*wire));
    }

    TEST_CASE_FIXTURE(bench, "a port that is pulled out is lost, and can be opened when it is back")
    {
        const live::temporary_folder folder;
        const auto name = folder.path() / "head";
        std::filesystem::create_symlink(pty.path(), name);
        const auto wire = make(name);
        REQUIRE(open(*wire));
        pty.hang_up();
        const auto lost = read(*wire);
        REQUIRE_FALSE(lost);
        CHECK(lost.error().why == cause::connection_lost);
        CHECK_FALSE(wire->is_open());

        std::filesystem::remove(name);
        const auto missing = open(*wire);
        REQUIRE_FALSE(missing);
        CHECK(missing.error().why == cause::port_missing);

        const live::terminal again;
        std::filesystem::create_symlink(again.path(), name);
        REQUIRE(open(*wire));
        again.send(hex("40"));
        CHECK(read(*wire));
    }

    TEST_CASE_FIXTURE(bench, "a file that is no serial port is refused")
    {
        const auto wire = make("/dev/null");
        const auto refused = open(*wire);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().why == cause::port_missing);
    }

    TEST_CASE_FIXTURE(bench, "a missing permission names the group that has it")
    {
        REQUIRE_MESSAGE(getuid() == 0, "giving up root's rights needs root");
        const auto* const group = getgrnam("dialout");
        REQUIRE(group != nullptr);
        REQUIRE(chown(pty.path().c_str(), 0, group->gr_gid) == 0);
        REQUIRE(chmod(pty.path().c_str(), 0660) == 0);
        CHECK(refusal_for_nobody(pty.path()) ==
              "opening " + pty.path() +
                  ": no permission; it is owned by group dialout: add the user to it (usermod -aG "
                  "dialout USER)");
    }

    TEST_CASE_FIXTURE(bench, "what came before is thrown away when asked")
    {
        const auto wire = make(pty.path());
        REQUIRE(open(*wire));
        pty.send(hex("01 02 03"));
        wire->discard_input();
        CHECK_FALSE(live::run_task(io, comes_within(*this, *wire, 50ms)));
        pty.send(hex("04"));
        CHECK(read(*wire));
        CHECK(buffer.front() == 4);
    }
}
