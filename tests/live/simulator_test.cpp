// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "fake/hex.hpp"

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto ask_serial = "80 3f 02 35 e9 0d";
constexpr std::string_view serial_answer = "40 3f 02 04 3e f4 07 15 bb 0d";
constexpr auto ask_eight = "80 3f 10 08 00 3c 00 44 00 4a 00 50 00 56 00 57 00 59 00 63 50 3c 0d";

/// kmptool simulate with some options, until stopped.
class simulator {
public:
    explicit simulator(std::vector<std::string> options)
    {
        std::array<int, 2> pipe_ends{};
        REQUIRE(pipe(pipe_ends.data()) == 0);
        std::vector<std::string> words{KMPTOOL, "simulate"};
        words.insert(words.end(), options.begin(), options.end());
        std::vector<char*> arguments;
        for (auto& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        process_ = fork();
        REQUIRE(process_ >= 0);
        if (process_ == 0) {
            dup2(pipe_ends[1], STDOUT_FILENO);
            execv(KMPTOOL, arguments.data());
            _exit(127);
        }
        ::close(pipe_ends[1]);
        output_ = pipe_ends[0];
    }
    simulator(const simulator&) = delete;
    simulator& operator=(const simulator&) = delete;
    ~simulator()
    {
        stop();
        ::close(output_);
    }

    /// The next line that it prints.
    [[nodiscard]] std::string line() const
    {
        std::string text;
        char c = 0;
        while (::read(output_, &c, 1) == 1 && c != '\n') {
            text += c;
        }
        return text;
    }

    /// Ends it as a service manager does. @returns its exit code
    int stop()
    {
        if (process_ > 0) {
            kill(process_, SIGTERM);
            waitpid(process_, &status_, 0);
            process_ = 0;
        }
        return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
    }

private:
    pid_t process_{0};
    int output_{-1};
    int status_{0};
};

/// The client's end of a line.
class client {
public:
    explicit client(int descriptor) : descriptor_{descriptor} { REQUIRE(descriptor >= 0); }
    client(const client&) = delete;
    client& operator=(const client&) = delete;
    ~client() { ::close(descriptor_); }

    static int to_port(const std::string& url)
    {
        const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in server{};
        server.sin_family = AF_INET;
        server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        server.sin_port =
            htons(static_cast<std::uint16_t>(std::stoul(url.substr(url.rfind(':') + 1))));
        sockaddr address{};
        static_assert(sizeof address == sizeof server);
        std::memcpy(&address, &server, sizeof server);
        REQUIRE(connect(descriptor, &address, sizeof address) == 0);
        return descriptor;
    }

    /// Sends a request, and reads until a stop byte or 3 s of silence.
    std::string ask(const char* request)
    {
        const auto bytes = fake::hex(request);
        REQUIRE(::write(descriptor_, bytes.data(), bytes.size()) ==
                static_cast<ssize_t>(bytes.size()));
        fake::bytes answer;
        pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
        while ((answer.empty() || answer.back() != 0x0D) && poll(&waiting, 1, 3000) == 1) {
            std::uint8_t byte = 0;
            if (::read(descriptor_, &byte, 1) != 1) {
                break;
            }
            answer.push_back(byte);
        }
        return fake::hex_text(answer);
    }

private:
    int descriptor_;
};

std::string link_name()
{
    return std::filesystem::temp_directory_path() / ("kmptool-live-" + std::to_string(getpid()));
}

}  // namespace

TEST_SUITE("live/simulator")
{
    TEST_CASE("a meter answers over TCP, one client after the other and side by side")
    {
        simulator meter{{"--tcp", "0", "--baud", "0"}};
        const auto url = meter.line();
        REQUIRE(url.starts_with("socket://127.0.0.1:"));
        CHECK(client{client::to_port(url)}.ask(ask_serial) == serial_answer);
        client first{client::to_port(url)};
        client second{client::to_port(url)};
        CHECK(second.ask(ask_serial) == serial_answer);
        CHECK(first.ask(ask_serial) == serial_answer);
        CHECK(meter.stop() == 0);
    }

    TEST_CASE("a meter answers over a pseudo-terminal, also when it is opened again")
    {
        const auto link = link_name();
        {
            simulator meter{{"--pty", link, "--baud", "0"}};
            REQUIRE(meter.line() == link);
            for (int i = 0; i < 3; ++i) {
                client here{open(link.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC)};
                CHECK(here.ask(ask_serial) == serial_answer);
            }
            CHECK(meter.stop() == 0);
        }
        CHECK_FALSE(std::filesystem::is_symlink(link));
    }

    TEST_CASE("an exchange takes as long as on a line of 1200 baud")
    {
        simulator meter{{"--tcp", "0"}};
        client here{client::to_port(meter.line())};
        const auto begin = steady_clock::now();
        const auto answer = here.ask(ask_eight);
        const std::chrono::duration<double> took = steady_clock::now() - begin;
        const double bytes = 23 + static_cast<double>(answer.size() + 1) / 3;
        CHECK(bytes > 70);
        CHECK(took.count() == doctest::Approx(bytes * 11 / 1200 + 0.004).epsilon(0.05));
    }

    TEST_CASE("one program is many meters, with serial numbers that count up")
    {
        simulator meters{{"--tcp", "0", "--baud", "0", "--meters", "200", "--serial", "71234567"}};
        std::vector<std::string> urls;
        for (int i = 0; i < 200; ++i) {
            urls.push_back(meters.line());
        }
        CHECK(client{client::to_port(urls.front())}.ask(ask_serial) == serial_answer);
        CHECK(client{client::to_port(urls[199])}.ask(ask_serial) ==
              "40 3f 02 04 3e f4 ce 5d de 0d");
    }

    TEST_CASE("a port in use ends the program with 5")
    {
        simulator meter{{"--tcp", "0"}};
        const auto url = meter.line();
        simulator other{{"--tcp", url.substr(url.rfind(':') + 1)}};
        CHECK(other.line().empty());
        CHECK(other.stop() == 5);
    }
}
