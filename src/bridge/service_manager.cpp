// SPDX-License-Identifier: Apache-2.0

#include "bridge/service_manager.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/environment.hpp"
#include "core/number.hpp"

namespace kmp2mqtt::bridge {

namespace {

using namespace std::chrono_literals;

/// Our choice: whoever looks at the status sees what is true within seconds.
constexpr core::clock::duration longest_tick = 5s;

/// A variable of the environment, which is without it afterwards.
std::string take(const char* name)
{
    std::string text{core::variable(name)};
    unsetenv(name);  // NOLINT(concurrency-mt-unsafe): at start, before any thread
    return text;
}

}  // namespace

service_manager service_manager::of_environment()
{
    service_manager made;
    made.socket_ = take("NOTIFY_SOCKET");
    const auto every = core::parse_number<std::int64_t>(take("WATCHDOG_USEC"));
    const auto process = take("WATCHDOG_PID");
    if (every && *every > 0 && (process.empty() || process == std::to_string(getpid()))) {
        made.watchdog_ = std::chrono::microseconds{*every};
    }
    return made;
}

void service_manager::tell(std::string_view what) const
{
    sockaddr_un to{};
    if (socket_.empty() || socket_.size() >= sizeof to.sun_path) {
        return;
    }
    to.sun_family = AF_UNIX;
    std::memcpy(&to.sun_path, socket_.data(), socket_.size());
    if (socket_.front() == '@') {
        to.sun_path[0] = '\0';
    }
    const int door = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (door < 0) {
        return;
    }
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    // A manager that does not listen is no reason to do anything else.
    // NOLINTNEXTLINE(*-reinterpret-cast): POSIX
    const auto* const where = reinterpret_cast<const sockaddr*>(&to);
    [[maybe_unused]] const auto sent =
        sendto(door, what.data(), what.size(), MSG_NOSIGNAL, where, size);
    close(door);
}

asio::awaitable<void> service_manager::keep_informed(core::clock& time,
                                                     std::function<std::string()> how) const
{
    if (socket_.empty()) {
        co_await time.sleep_until(core::clock::time_point::max());
    }
    const auto tick =
        watchdog_ ? std::min<core::clock::duration>(*watchdog_ / 2, longest_tick) : longest_tick;
    std::string told;
    for (;;) {
        std::string news = watchdog_ ? "WATCHDOG=1\n" : "";
        if (auto now = how(); now != told) {
            news += "STATUS=" + now + '\n';
            told = std::move(now);
        }
        if (!news.empty()) {
            tell(news);
        }
        const auto until = time.now() + tick;
        co_await time.sleep_until(until);
    }
}

}  // namespace kmp2mqtt::bridge
