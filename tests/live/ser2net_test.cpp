// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

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

/// The real one, in front of a pseudo terminal whose name is a link in a folder of its own.
class ser2net {
public:
    ser2net() : device_{folder_.path() / "ttyHEAD"}, port_{live::free_port()}
    {
        constexpr const char* program = "/usr/sbin/ser2net";
        REQUIRE_MESSAGE(std::filesystem::exists(program), "Debian's package ser2net is needed");
        std::filesystem::create_symlink(pty.path(), device_);
        const auto config = folder_.file("ser2net.yaml",
                                         "connection: &head\n"
                                         "    accepter: tcp,127.0.0.1," +
                                             std::to_string(port_) +
                                             "\n"
                                             "    connector: serialdev," +
                                             device_ + ",1200n82,local\n");
        process_ = fork();
        REQUIRE(process_ >= 0);
        if (process_ == 0) {
            const int null = open("/dev/null", O_RDWR);
            dup2(null, STDOUT_FILENO);
            dup2(null, STDERR_FILENO);
            execl(program, program, "-n", "-c", config.c_str(), nullptr);
            _exit(127);
        }
    }
    ser2net(const ser2net&) = delete;
    ser2net& operator=(const ser2net&) = delete;
    ~ser2net()
    {
        // Gently first, so that it takes its lock file away.
        kill(process_, SIGTERM);
        for (int i = 0; i < 20; ++i) {
            if (waitpid(process_, nullptr, WNOHANG) == process_) {
                return;
            }
            std::this_thread::sleep_for(100ms);
        }
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }

    [[nodiscard]] const std::string& device() const noexcept { return device_; }
    [[nodiscard]] std::string url() const { return "socket://127.0.0.1:" + std::to_string(port_); }

    live::terminal pty;

private:
    live::temporary_folder folder_;
    std::string device_;
    std::uint16_t port_;
    pid_t process_{-1};
};

struct bench {
    [[nodiscard]] std::unique_ptr<link::link> make(const std::string& url)
    {
        return link::make_link(io.get_executor(), time, *link::parse_device_url(url));
    }

    /// Also while ser2net is still starting.
    outcome<kmp::done> open(link::link& wire)
    {
        auto opened = live::run_task(io, wire.open());
        for (int i = 0; i < 50 && !opened && opened.error().why == cause::connection_refused; ++i) {
            std::this_thread::sleep_for(100ms);
            opened = live::run_task(io, wire.open());
        }
        return opened;
    }

    outcome<kmp::done> write(link::link& wire, const bytes& data)
    {
        return live::run_task(io, wire.write(data));
    }

    outcome<std::size_t> read(link::link& wire) { return live::run_task(io, wire.read(buffer)); }

    asio::io_context io;
    kmp2mqtt::core::steady_clock time;
    ser2net server;
    bytes buffer = bytes(256);
};

}  // namespace

TEST_SUITE("live/ser2net")
{
    TEST_CASE_FIXTURE(bench, "bytes go both ways through ser2net")
    {
        const auto wire = make(server.url());
        REQUIRE(open(*wire));
        REQUIRE(write(*wire, hex("80 3f 01 05 8a 0d")));
        CHECK(fake::hex_text(server.pty.receive()) == "80 3f 01 05 8a 0d");
        server.pty.send(hex("40 3f 01"));
        const auto size = read(*wire);
        REQUIRE(size);
        CHECK(*size >= 1);
        CHECK(buffer.front() == 0x40);
    }

    TEST_CASE_FIXTURE(bench, "a second client hears that the port is busy, and what helps")
    {
        const auto first = make(server.url());
        REQUIRE(open(*first));
        REQUIRE(write(*first, hex("80")));
        REQUIRE(server.pty.receive() == hex("80"));

        const auto second = make(server.url());
        REQUIRE(open(*second));
        const auto refused = read(*second);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().why == cause::port_busy);
        CHECK(refused.error().text.find("kickolduser") != std::string::npos);

        first->close();
        server.pty.send(hex("00"));
        // ser2net lets go in its time; the terminal, no longer raw, may echo the 00 as ^@ before.
        std::uint8_t last = 0;
        for (int tries = 0; tries < 20 && last != 0x81; ++tries) {
            second->close();
            std::this_thread::sleep_for(300ms);
            REQUIRE(open(*second));
            if (write(*second, hex("81"))) {
                const auto heard = server.pty.receive();
                last = heard.empty() ? last : heard.back();
            }
        }
        CHECK(last == 0x81);
    }

    TEST_CASE_FIXTURE(bench, "a port that ser2net has open is busy, and ser2net is named")
    {
        const auto remote = make(server.url());
        REQUIRE(open(*remote));
        REQUIRE(write(*remote, hex("80")));
        REQUIRE(server.pty.receive() == hex("80"));

        const auto local = make(server.device());
        const auto refused = open(*local);
        REQUIRE_FALSE(refused);
        CAPTURE(refused.error().text);
        CHECK(refused.error().why == cause::port_busy);
        CHECK(refused.error().text.find("in use by ser2net (process ") != std::string::npos);
    }

    TEST_CASE_FIXTURE(bench, "ser2net leaves a port alone that is open here, and says so")
    {
        const auto local = make(server.device());
        REQUIRE(open(*local));
        const auto remote = make(server.url());
        REQUIRE(open(*remote));
        const auto refused = read(*remote);
        REQUIRE_FALSE(refused);
        CAPTURE(refused.error().text);
        CHECK(kmp2mqtt::core::is_port_failure(refused.error().why));
        CHECK(refused.error().why != cause::connection_lost);
    }
}
