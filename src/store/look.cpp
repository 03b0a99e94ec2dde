// SPDX-License-Identifier: Apache-2.0

#include "store/look.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "core/file_access.hpp"
#include "core/log.hpp"
#include "store/schema.hpp"

namespace kmp2mqtt::store {
namespace {

constexpr std::string_view magic{"SQLite format 3"};

/// What stands at the beginning of every database (https://sqlite.org/fileformat2.html, 1.3).
class header {
public:
    static constexpr std::size_t length = 100;

    /// Opens no pipe or device: their other side would notice.
    explicit header(const std::string& path)
    {
        std::error_code none;
        if (std::filesystem::is_regular_file(path, none)) {
            std::ifstream file{path, std::ios::binary};
            file.read(bytes_.data(), std::ssize(bytes_));
            size_ = static_cast<std::size_t>(file.gcount());
        }
    }

    [[nodiscard]] std::string_view text() const noexcept { return {bytes_.data(), size_}; }

    /// SQLite never wrote it, and it is not what a power cut may have left.
    [[nodiscard]] bool is_foreign() const noexcept
    {
        const auto begin = text().substr(0, magic.size());
        return begin != magic && begin.find_first_not_of('\0') != std::string_view::npos;
    }

    /// It is all there, and the three numbers in it that are always the same are.
    [[nodiscard]] bool is_sound() const noexcept
    {
        return size_ == length && text().starts_with(magic) &&
               text().substr(21, 3) == "@  ";  // 64, 32, 32
    }

    [[nodiscard]] std::int64_t number(std::size_t at) const noexcept
    {
        std::uint32_t read = 0;
        for (const char each : text().substr(at, 4)) {
            read = (read << 8U) | static_cast<unsigned char>(each);
        }
        return read;
    }

private:
    std::array<char, length> bytes_{};
    std::size_t size_{0};
};

constexpr std::size_t changes_of_schema = 40;
constexpr std::size_t user_version = 60;
constexpr std::size_t owner = 68;

/// A disk in these states may recover, and is no mistake in the configuration.
bool is_no_room(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EROFS || error == EIO;
}

failure not_made(const std::string& path)
{
    std::error_code none;
    const auto folder = std::filesystem::path{path}.parent_path();
    const bool has_folder = folder.empty() || std::filesystem::is_directory(folder, none);
    return {cause::unreachable,
            core::format("{} cannot be made: {}choose another [store] path", path,
                         has_folder ? "its folder takes no files; "
                                    : "its folder is not there; make it, or ")};
}

}  // namespace

failure refusal(const std::string& path, int error)
{
    if (error == ENOENT || error == ENOTDIR) {
        return not_made(path);
    }
    if (error == EISDIR) {
        return {cause::unreachable, path + " is a folder; [store] path names a file"};
    }
    return {is_no_room(error) ? cause::no_room : cause::unreachable,
            core::format("{} cannot be opened: {}", path, std::generic_category().message(error))};
}

bool is_foreign(const std::string& path)
{
    return header{path}.is_foreign();
}

std::optional<failure> look_at(const std::string& path)
{
    if (const int error = core::why_not_writable(path); error != 0) {
        auto why = refusal(path, error);
        return why.why == cause::no_room ? std::nullopt : std::optional{std::move(why)};
    }
    const header found{path};
    if (found.is_foreign()) {
        return no_database(path);
    }
    if (!found.is_sound()) {
        return std::nullopt;
    }
    const bool is_blank = found.number(owner) == 0 && found.number(changes_of_schema) == 0;
    return is_blank ? std::nullopt
                    : judge_owner(path, found.number(owner), found.number(user_version));
}

}  // namespace kmp2mqtt::store
