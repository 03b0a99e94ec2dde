// SPDX-License-Identifier: Apache-2.0

#include "store/file.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "core/log.hpp"
#include "store/look.hpp"
#include "store/schema.hpp"

namespace kmp2mqtt::store {
namespace {

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

/// SQLite would make it readable to others, too. Before SQLite has it: closing a second descriptor
/// would give up the first one's lock.
std::optional<failure> make_file(const std::string& path)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open() is declared so
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only);
    if (descriptor < 0) {
        return refusal(path, errno);
    }
    ::close(descriptor);
    return std::nullopt;
}

/// "20261125T201500Z"
std::string stamp(core::clock::wall_time now)
{
    const auto seconds = std::chrono::system_clock::to_time_t(now);
    std::tm parts{};
    static_cast<void>(::gmtime_r(&seconds, &parts));
    std::array<char, sizeof "20261125T201500Z"> text{};
    const auto size = std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts);
    return {text.data(), size};
}

/// @returns the new name; empty: errno says why not
std::string move_aside(const std::string& path, core::clock::wall_time now)
{
    auto target = path + ".damaged-" + stamp(now);
    // First what is of no use alone, and would be taken for the new file's.
    const auto log = path + "-wal";
    if (std::rename(log.c_str(), (target + "-wal").c_str()) != 0 && errno != ENOENT) {
        return {};
    }
    return std::rename(path.c_str(), target.c_str()) == 0 ? target : std::string{};
}

}  // namespace

kmp::result<database, failure> open_file(const std::string& path)
{
    if (!path.empty()) {
        if (auto why = make_file(path)) {
            return *std::move(why);
        }
        if (is_foreign(path)) {
            return no_database(path);
        }
    }
    auto opened = database::open(path.empty() ? ":memory:" : path);
    if (opened) {
        if (auto why = prepare_schema(*opened, path)) {
            return *std::move(why);
        }
    }
    return opened;
}

kmp::result<database, failure> replace_file(const std::string& path, const failure& damage,
                                            core::clock::wall_time now)
{
    const auto target = move_aside(path, now);
    if (target.empty()) {
        return failure{cause::unreachable, core::format("{}; it cannot be renamed: {}", damage.text,
                                                        std::generic_category().message(errno))};
    }
    core::log::error(
        "{}: the file is damaged. It is now {}, and a new one is begun; what waited in it is not "
        "sent (sqlite3 {} .recover shows what is left)",
        damage.text, target, target);
    return open_file(path);
}

}  // namespace kmp2mqtt::store
