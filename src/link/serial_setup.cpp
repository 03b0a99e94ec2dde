// SPDX-License-Identifier: Apache-2.0

#include "link/serial_setup.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <grp.h>
#include <optional>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <system_error>
#include <termios.h>
#include <unistd.h>
#include <utility>

#include "core/joined.hpp"
#include "core/log.hpp"
#include "link/process.hpp"

namespace kmp2mqtt::link {
namespace {

namespace fs = std::filesystem;
using core::cause;

core::failure failed(cause why, const std::string& path, std::string_view text)
{
    return {.why = why, .text = core::format("opening {}: {}", path, text)};
}

std::string missing_text(const std::string& path)
{
    const fs::path folder = fs::path{path}.parent_path();
    if (!path.starts_with("/dev/serial/")) {
        return "there is no such device";
    }
    std::string present;
    std::error_code none;
    for (fs::directory_iterator entry{folder, none}, end; !none && entry != end;
         entry.increment(none)) {
        present += ' ' + entry->path().string();
    }
    return "there is no such device; present:" + (present.empty() ? " none" : present);
}

std::string permission_text(const std::string& path)
{
    struct stat file{};
    if (stat(path.c_str(), &file) != 0) {
        return "no permission to reach it";
    }
    constexpr auto both = S_IRGRP | S_IWGRP;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): loop only
    const auto* const group = getgrgid(file.st_gid);
    if ((file.st_mode & both) != both || group == nullptr) {
        return core::format(
            "no permission; its mode is {:04o}: a group that may read and write is "
            "needed (udev rule)",
            file.st_mode & 07777U);
    }
    return core::format(
        "no permission; it is owned by group {0}: add the user to it "
        "(usermod -aG {0} USER)",
        group->gr_name);
}

core::failure busy(const std::string& path, const std::string& holder)
{
    return failed(cause::port_busy, path,
                  core::format("in use by {}: stop it, or wait until it is done", holder));
}

core::failure busy(const std::string& path)
{
    std::error_code ignored;
    const auto device = fs::weakly_canonical(path, ignored).string();
    std::ifstream locks{"/proc/locks"};
    if (const auto holder = process_with_lock(device, locks)) {
        return busy(path, process_text(*holder));
    }
    const auto all = processes_with_open(device);
    if (all.empty()) {
        return busy(path, "another program");
    }
    return busy(path, (all.size() > 1 ? "one of " : "") + core::joined(all, process_text));
}

core::failure open_failure(const std::string& path, int error)
{
    switch (error) {
        case ENOENT:
        case ENODEV:
        case ENXIO:
        case ENOTDIR:
            return failed(cause::port_missing, path, missing_text(path));
        case EACCES:
        case EPERM:
            return failed(cause::no_permission, path, permission_text(path));
        case EBUSY:
            return busy(path);
        default:
            return failed(cause::internal, path, std::generic_category().message(error));
    }
}

speed_t speed(std::uint32_t baud)
{
    constexpr auto rows = std::to_array<std::pair<std::uint32_t, speed_t>>({
        {300, B300},
        {600, B600},
        {1200, B1200},
        {2400, B2400},
        {4800, B4800},
        {9600, B9600},
        {19200, B19200},
        {38400, B38400},
        {57600, B57600},
        {115200, B115200},
    });
    for (const auto& [rate, code] : rows) {
        if (rate == baud) {
            return code;
        }
    }
    std::abort();
}

bool set_line(int descriptor, const serial_device& device)
{
    termios line{};
    if (tcgetattr(descriptor, &line) != 0) {
        return false;
    }
    cfmakeraw(&line);
    // A head that lives on DTR stays awake between two reads, hence no hang-up on close.
    line.c_cflag &= ~(PARENB | PARODD | CSTOPB | CRTSCTS | HUPCL);
    line.c_cflag |= CLOCAL | CREAD;
    if (device.stop_bits == 2) {
        line.c_cflag |= CSTOPB;
    }
    if (device.parity != parity_mode::none) {
        line.c_cflag |= PARENB;
    }
    if (device.parity == parity_mode::odd) {
        line.c_cflag |= PARODD;
    }
    cfsetspeed(&line, speed(device.baud));
    if (tcsetattr(descriptor, TCSANOW, &line) != 0) {
        return false;
    }
    // Many heads are powered by these lines. A pseudo terminal has none.
    const int power = TIOCM_DTR | TIOCM_RTS;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    ioctl(descriptor, TIOCMBIS, &power);
    return true;
}

/// What is wrong, if anything.
std::optional<core::failure> prepare(serial_port& port, const serial_device& device)
{
    if (isatty(port.descriptor) == 0) {
        return failed(cause::port_missing, device.path, "this is no serial port");
    }
    if (flock(port.descriptor, LOCK_EX | LOCK_NB) != 0) {
        return busy(device.path);
    }
    auto locks = lock_files::take(device.path);
    if (!locks) {
        return busy(device.path, locks.error());
    }
    port.locks = *std::move(locks);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    if (ioctl(port.descriptor, TIOCEXCL) != 0 || !set_line(port.descriptor, device)) {
        return failed(cause::internal, device.path,
                      "setting the line: " + std::generic_category().message(errno));
    }
    return std::nullopt;
}

}  // namespace

core::outcome<serial_port> open_serial(const serial_device& device)
{
    serial_port port;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    port.descriptor = ::open(device.path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (port.descriptor < 0) {
        return open_failure(device.path, errno);
    }
    if (auto wrong = prepare(port, device)) {
        ::close(port.descriptor);
        return *std::move(wrong);
    }
    return port;
}

}  // namespace kmp2mqtt::link
