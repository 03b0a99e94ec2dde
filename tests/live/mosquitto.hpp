// SPDX-License-Identifier: Apache-2.0

/// @file
/// A real mosquitto of its own for one test: free port, files in a folder that ends with it.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace live {

/// A folder under the system's place for temporary files; ends with the object.
class temporary_folder {
public:
    temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    /// Writes a file into it. @returns its path
    [[nodiscard]] std::string file(const std::string& name, const std::string& text) const;

private:
    std::filesystem::path path_;
};

/// A TCP port of 127.0.0.1 that nobody had a moment ago.
[[nodiscard]] std::uint16_t free_port();

class mosquitto {
public:
    enum class begin : std::uint8_t { now, later };

    /// `lines` of configuration follow the listener on 127.0.0.1.
    explicit mosquitto(const std::string& lines = "allow_anonymous true\n",
                       begin when = begin::now);
    mosquitto(const mosquitto&) = delete;
    mosquitto& operator=(const mosquitto&) = delete;
    ~mosquitto();

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    /// Starts it, on the same port as before, and waits until it listens.
    void start();

    /// Ends it as a power cut does.
    void kill();

    /// Lets it sleep (it answers nothing), or wakes it.
    void freeze() const;
    void thaw() const;

private:
    temporary_folder folder_;
    std::uint16_t port_;
    std::string config_;
    pid_t pid_{0};
};

}  // namespace live
