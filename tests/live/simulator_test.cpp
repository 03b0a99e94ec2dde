// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cerrno>
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

/// Registers 1001 and 1010, which are the same at all times.
constexpr auto ask_numbers = "80 3f 10 02 03 e9 03 f2 b2 11 0d";

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

    void send(const char* request)
    {
        const auto bytes = fake::hex(request);
        REQUIRE(::write(descriptor_, bytes.data(), bytes.size()) ==
                static_cast<ssize_t>(bytes.size()));
    }

    /// Sends a request, and reads until a stop byte or 3 s of silence.
    std::string ask(const char* request)
    {
        send(request);
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

    /// What comes until the connection ends.
    std::string heard()
    {
        std::string all;
        char c = 0;
        ssize_t size = 0;
        while ((size = ::read(descriptor_, &c, 1)) == 1) {
            all += c;
        }
        error_ = size < 0 ? errno : 0;
        return all;
    }

    /// Why it ended; 0: it was closed.
    [[nodiscard]] int last_error() const { return error_; }

    /// Whether so many bytes come.
    bool hears(int bytes)
    {
        char c = 0;
        while (bytes > 0 && ::read(descriptor_, &c, 1) == 1) {
            --bytes;
        }
        return bytes == 0;
    }

    /// What comes until nothing came for so many milliseconds, as hex.
    std::string hears_until_quiet(int milliseconds)
    {
        fake::bytes all;
        pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
        while (poll(&waiting, 1, milliseconds) == 1) {
            std::uint8_t byte = 0;
            if (::read(descriptor_, &byte, 1) != 1) {
                break;
            }
            all.push_back(byte);
        }
        return fake::hex_text(all);
    }

private:
    int descriptor_;
    int error_{0};
};

/// Opens the device behind a link, once there is one that lives.
int open_link(const std::string& link)
{
    const auto patience = steady_clock::now() + 5s;
    int descriptor = -1;
    while (descriptor < 0 && steady_clock::now() < patience) {
        descriptor = open(link.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    return descriptor;
}

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

    TEST_CASE("every second client is refused in the words of ser2net, and left")
    {
        simulator meter{{"--tcp", "0", "--baud", "0", "--scenario", "refusal:2"}};
        const auto url = meter.line();
        CHECK(client{client::to_port(url)}.ask(ask_serial) == serial_answer);
        client refused{client::to_port(url)};
        CHECK(refused.heard() == "Port already in use\r\n");
        CHECK(refused.last_error() == 0);
        CHECK(client{client::to_port(url)}.ask(ask_serial) == serial_answer);
    }

    TEST_CASE("a reset ends the connection in the middle of an answer, and the next one is served")
    {
        simulator meter{{"--tcp", "0", "--baud", "0", "--scenario", "reset:2"}};
        const auto url = meter.line();
        client here{client::to_port(url)};
        CHECK(here.ask(ask_serial) == serial_answer);
        here.send(ask_serial);
        CHECK(here.heard().size() <= 5);
        CHECK(here.last_error() == ECONNRESET);
        CHECK(client{client::to_port(url)}.ask(ask_serial) == serial_answer);
    }

    TEST_CASE("a pseudo-terminal hangs up, and is there again under its name")
    {
        const auto link = link_name();
        simulator meter{{"--pty", link, "--baud", "0", "--scenario", "reset:2"}};
        REQUIRE(meter.line() == link);
        for (int i = 0; i < 3; ++i) {
            client here{open_link(link)};
            CHECK(here.ask(ask_serial) == serial_answer);
            here.send(ask_serial);
            CHECK(here.heard().size() <= 5);
        }
    }

    TEST_CASE("chatter ends with its client, and the next one is served")
    {
        simulator meter{{"--tcp", "0", "--scenario", "chatter"}};
        const auto url = meter.line();
        for (int i = 0; i < 2; ++i) {
            client here{client::to_port(url)};
            CHECK(here.ask(ask_serial) == serial_answer);
            CHECK(here.hears(200));
        }
        CHECK(meter.stop() == 0);
    }

    TEST_CASE("the same seed and the same requests bring the same bytes in another run")
    {
        const auto answers = [](const char* seed) {
            simulator meter{{"--tcp", "0", "--baud", "0", "--seed", seed, "--scenario",
                             "noise,reorder,bit_errors:0.01", "--scenario", "echo_partial"}};
            client here{client::to_port(meter.line())};
            for (int i = 0; i < 20; ++i) {
                here.send(ask_numbers);
            }
            return here.hears_until_quiet(500);
        };
        const auto first = answers("7");
        CHECK(first.size() > std::size_t{20 * 40});
        CHECK(first == answers("7"));
        CHECK(first != answers("8"));
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
