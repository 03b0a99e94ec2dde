// SPDX-License-Identifier: Apache-2.0

#include "live/mosquitto.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

namespace live {
namespace {

using asio::ip::tcp;
using namespace std::chrono_literals;

bool listens(std::uint16_t port)
{
    asio::io_context loop;
    tcp::socket probe{loop};
    asio::error_code refused;
    probe.connect({asio::ip::address_v4::loopback(), port}, refused);
    return !refused;
}

}  // namespace

temporary_folder::temporary_folder()
{
    auto name = (std::filesystem::temp_directory_path() / "kmp2mqtt-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::system_error{errno, std::generic_category(), name};
    }
    path_ = name;
}

temporary_folder::~temporary_folder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string temporary_folder::file(const std::string& name, const std::string& text) const
{
    std::ofstream{path_ / name} << text;
    return path_ / name;
}

std::uint16_t free_port()
{
    asio::io_context loop;
    const tcp::acceptor taken{loop, {asio::ip::address_v4::loopback(), 0}};
    return taken.local_endpoint().port();
}

mosquitto::mosquitto(const std::string& lines, begin when) : port_{free_port()}
{
    // As root it would become a user who may not read the folder.
    const std::string user = ::getuid() == 0 ? "user root\n" : "";
    config_ = folder_.file("mosquitto.conf",
                           user + "listener " + std::to_string(port_) + " 127.0.0.1\n" + lines);
    if (when == begin::now) {
        start();
    }
}

mosquitto::~mosquitto()
{
    if (pid_ != 0) {
        kill();
    }
}

void mosquitto::start()
{
    std::string program = "/usr/sbin/mosquitto";
    std::string option = "-c";
    std::vector<char*> arguments{program.data(), option.data(), config_.data(), nullptr};
    std::string log = (folder_.path() / "log").string();
    ::posix_spawn_file_actions_t files{};
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, log.c_str(),
                                       O_WRONLY | O_CREAT | O_APPEND, 0600);
    const int failed =
        ::posix_spawn(&pid_, program.c_str(), &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (failed != 0) {
        throw std::system_error{failed, std::generic_category(), program};
    }
    for (int tries = 0; tries < 500; ++tries) {
        if (listens(port_)) {
            return;
        }
        std::this_thread::sleep_for(20ms);
    }
    throw std::runtime_error{"mosquitto does not start with " + config_};
}

void mosquitto::kill()
{
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
}

void mosquitto::freeze() const
{
    ::kill(pid_, SIGSTOP);
}

void mosquitto::thaw() const
{
    ::kill(pid_, SIGCONT);
}

}  // namespace live
