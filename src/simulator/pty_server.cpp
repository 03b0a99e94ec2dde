// SPDX-License-Identifier: Apache-2.0

#include "simulator/pty_server.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <system_error>
#include <termios.h>
#include <unistd.h>

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include "core/log.hpp"

namespace kmp2mqtt::simulator {
namespace {

core::failure failed(const std::string& doing, const std::error_code& why)
{
    const bool denied = why == std::errc::permission_denied;
    return {.why = denied ? core::cause::no_permission : core::cause::internal,
            .text = core::format("{}: {}", doing, why.message())};
}

bool is_terminal(const std::filesystem::path& target)
{
    const auto number = target.filename().string();
    return target.parent_path() == "/dev/pts" &&
           std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

/// A server that was killed leaves its link. The system gives the number of its terminal to the
/// next one, such as `ours`; one that is there and not ours may be anybody's.
bool is_left_behind(const std::filesystem::path& target, const std::string& ours)
{
    std::error_code ignored;
    return is_terminal(target) && (target == ours || !std::filesystem::exists(target, ignored));
}

core::failure taken(const std::filesystem::path& link, const std::filesystem::path& target)
{
    return {.why = core::cause::port_busy,
            .text = is_terminal(target)
                        ? core::format("linking {}: it leads to {}, which is in use; name another "
                                       "link, or remove it if nobody needs it",
                                       link.string(), target.string())
                        : core::format("linking {}: a file of that name exists; name another link",
                                       link.string())};
}

}  // namespace

pty_server::~pty_server()
{
    remove_link();
}

void pty_server::remove_link()
{
    std::error_code ignored;
    if (!link_.empty() && std::filesystem::read_symlink(link_, ignored) == device_) {
        std::filesystem::remove(link_, ignored);
    }
}

core::outcome<std::string> pty_server::open(const std::string& link)
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    std::array<char, 64> name{};
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0 ||
        ptsname_r(master, name.data(), name.size()) != 0) {
        const std::error_code why{errno, std::system_category()};
        ::close(master);
        return failed("making a pseudo-terminal", why);
    }
    master_.assign(master);
    device_ = name.data();
    if (const auto error = open_slave()) {
        return failed(core::format("opening {}", device_), error);
    }

    return make_link(std::filesystem::absolute(link));
}

core::outcome<std::string> pty_server::make_link(const std::filesystem::path& link)
{
    std::error_code error;
    const auto there = std::filesystem::symlink_status(link, error);
    if (std::filesystem::exists(there)) {
        const auto target = std::filesystem::read_symlink(link, error);
        if (!is_left_behind(target, device_)) {
            return taken(link, target);
        }
        std::filesystem::remove(link, error);
    }
    std::filesystem::create_symlink(device_, link, error);
    if (error) {
        return failed(core::format("linking {} to {}", link.string(), device_), error);
    }
    link_ = link;
    return link_.string();
}

/// As when the head is pulled out and put in again.
core::outcome<std::string> pty_server::hang_up()
{
    remove_link();
    asio::error_code ignored;
    master_.close(ignored);
    return open(link_.string());
}

asio::error_code pty_server::open_slave()
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open() is declared so
    const int slave = ::open(device_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios raw{};
    if (slave < 0 || tcgetattr(slave, &raw) != 0) {
        const asio::error_code why{errno, asio::system_category()};
        ::close(slave);
        return why;
    }
    cfmakeraw(&raw);
    tcsetattr(slave, TCSANOW, &raw);
    slave_.assign(slave);
    return {};
}

/// The master of a pseudo-terminal that nobody has open fails to read. So the slave is held open
/// here, but not while a client has it: its close must end what it set, such as exclusive use.
asio::awaitable<void> pty_server::run()
{
    for (;;) {
        asio::error_code error;
        auto token = asio::redirect_error(asio::use_awaitable, error);
        co_await master_.async_wait(asio::posix::stream_descriptor::wait_read, token);
        slave_.close();
        core::log::info("{}: a client came", behind_.name);
        line here{master_, around_, behind_};
        error = co_await here.serve();
        core::log::info("{}: the client left: {}", behind_.name, error.message());
        if (error == asio::error::connection_aborted) {
            if (const auto again = hang_up(); !again) {
                core::log::error("{}: {}", behind_.name, again.error().text);
                co_return;
            }
            continue;
        }
        error = open_slave();
        if (error) {
            core::log::error("{}: opening {}: {}", behind_.name, device_, error.message());
            co_return;
        }
    }
}

}  // namespace kmp2mqtt::simulator
