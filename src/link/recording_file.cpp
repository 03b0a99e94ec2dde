// SPDX-License-Identifier: Apache-2.0

#include "link/recording_file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "core/file_access.hpp"
#include "core/log.hpp"
#include "link/recording_format.hpp"

namespace kmp2mqtt::link {
namespace {

constexpr mode_t owner_alone = 0600;

core::failure failed(const std::string& path, const std::error_code& why)
{
    const bool denied =
        why == std::errc::permission_denied || why == std::errc::read_only_file_system;
    const bool is_lost = why == std::errc::no_such_file_or_directory;
    return {.why = denied ? core::cause::no_permission : core::cause::internal,
            .text = core::format("recording to {}: {}", path,
                                 is_lost ? "its folder is not there; make it, or name another file"
                                         : why.message())};
}

core::failure no_recording(const std::string& path)
{
    return {
        .why = core::cause::internal,
        .text = core::format("recording to {}: the file is no recording; name a new one", path)};
}

/// Until it is closed. @returns false if another has it; a file system without locks is no reason
/// to record nothing
bool lock(int descriptor)
{
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

/// Pipes and devices keep nothing that could be spoilt.
bool may_be_continued(int descriptor, const struct stat& file)
{
    if (!S_ISREG(file.st_mode) || file.st_size == 0) {
        return true;
    }
    std::array<char, recording::begin_word.size() + 1> begin{};
    const auto size = pread(descriptor, begin.data(), begin.size(), 0);
    const std::string_view text{begin.data(), begin.size()};
    return size == static_cast<ssize_t>(begin.size()) && text.starts_with(recording::begin_word) &&
           text.back() == ' ';
}

/// A machine that stopped may have left a line without its end.
bool ends_inside_line(int descriptor, off_t size)
{
    char last = '\n';
    return size > 0 && pread(descriptor, &last, 1, size - 1) == 1 && last != '\n';
}

/// All of it, or nothing: what a full disk took of it is taken back.
std::error_code append(int descriptor, std::string_view text)
{
    struct stat file{};
    if (fstat(descriptor, &file) != 0) {
        return {errno, std::system_category()};
    }
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            const std::error_code why{errno, std::system_category()};
            [[maybe_unused]] const auto ignored = ftruncate(descriptor, file.st_size);
            return why;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace

core::outcome<kmp::done> recording_file::look_at(const std::string& path)
{
    if (const int error = core::why_not_writable(path); error != 0) {
        return failed(path, {error, std::system_category()});
    }
    struct stat file{};
    if (::stat(path.c_str(), &file) != 0 || !S_ISREG(file.st_mode)) {
        return kmp::done{};  // it is made, or keeps nothing; a pipe's other side would notice
    }
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open() is declared so
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return kmp::done{};
    }
    const bool is_ours = may_be_continued(descriptor, file);
    ::close(descriptor);
    if (!is_ours) {
        return no_recording(path);
    }
    return kmp::done{};
}

recording_file::~recording_file()
{
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

core::outcome<recording_file> recording_file::append_to(const std::string& path,
                                                        std::string_view first_line)
{
    recording_file made;
    made.path_ = path;
    // Not to wait for a reader if it is a pipe.
    constexpr int flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open() is declared so
    made.descriptor_ = ::open(path.c_str(), flags, owner_alone);
    struct stat file{};
    if (made.descriptor_ < 0 || fstat(made.descriptor_, &file) != 0) {
        return failed(path, {errno, std::system_category()});
    }
    if (S_ISREG(file.st_mode) && !lock(made.descriptor_)) {
        return core::failure{
            .why = core::cause::port_busy,
            .text = core::format("recording to {}: another program records there", path)};
    }
    if (!may_be_continued(made.descriptor_, file)) {
        return no_recording(path);
    }
    const auto before = ends_inside_line(made.descriptor_, file.st_size) ? "\n" : "";
    const auto text = core::format("{}{}\n", before, first_line);
    if (const auto error = append(made.descriptor_, text)) {
        return failed(path, error);
    }
    return made;
}

void recording_file::write(std::string_view line)
{
    if (descriptor_ < 0) {
        return;
    }
    if (const auto error = append(descriptor_, core::format("{}\n", line))) {
        core::log::error("{}; what follows is not recorded", failed(path_, error).text);
        ::close(std::exchange(descriptor_, -1));
    }
}

}  // namespace kmp2mqtt::link
