// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool simulate as a process of its own, and a client of it.

#pragma once

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
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "fake/hex.hpp"

namespace live {

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
inline int open_link(const std::string& link)
{
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{5};
    int descriptor = -1;
    while (descriptor < 0 && std::chrono::steady_clock::now() < patience) {
        descriptor = open(link.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    return descriptor;
}

inline std::string link_name()
{
    return std::filesystem::temp_directory_path() / ("kmptool-live-" + std::to_string(getpid()));
}

}  // namespace live
