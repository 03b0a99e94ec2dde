// SPDX-License-Identifier: Apache-2.0

#include "link/serial_link.hpp"

#include <array>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <utility>

#include "core/log.hpp"
#include "link/line.hpp"
#include "link/serial_setup.hpp"
#include "link/stream.hpp"

namespace kmp2mqtt::link {

serial_link::serial_link(const asio::any_io_executor& loop, serial_device device, std::string name)
    : device_{std::move(device)}, name_{std::move(name)}, stream_{loop}
{
}

serial_link::~serial_link()
{
    serial_link::close();
}

asio::awaitable<core::outcome<kmp::done>> serial_link::open()
{
    if (stream_.is_open()) {
        co_return kmp::done{};
    }
    co_return open_now();
}

core::outcome<kmp::done> serial_link::open_now()
{
    auto port = open_serial(device_);
    if (!port) {
        return port.error();
    }
    std::error_code failed;
    stream_.assign(port->descriptor, failed);
    if (failed) {
        ::close(port->descriptor);
        return core::failure{.why = core::cause::internal,
                             .text = core::format("opening {}: {}", name_, failed.message())};
    }
    locks_ = std::move(port->locks);
    return kmp::done{};
}

asio::awaitable<core::outcome<kmp::done>> serial_link::write(std::span<const std::uint8_t> bytes)
{
    auto sent = co_await write_all(stream_, bytes, name_);
    if (!sent) {
        close();
    }
    co_return sent;
}

asio::awaitable<core::outcome<std::size_t>> serial_link::read(std::span<std::uint8_t> into)
{
    auto size = co_await read_some(stream_, into, name_);
    if (!size) {
        close();
    }
    co_return size;
}

void serial_link::discard_input() noexcept
{
    if (!stream_.is_open()) {
        return;
    }
    const int descriptor = stream_.native_handle();
    tcflush(descriptor, TCIFLUSH);
    // What the line discipline holds; bounded, since a noisy head never ends.
    std::array<std::uint8_t, 4096> bytes{};
    [[maybe_unused]] const auto size = ::read(descriptor, bytes.data(), bytes.size());
}

void serial_link::close() noexcept
{
    if (!stream_.is_open()) {
        return;
    }
    const int descriptor = stream_.native_handle();
    // Without this, close() waits until the bytes are on the line.
    tcflush(descriptor, TCOFLUSH);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    ioctl(descriptor, TIOCNXCL);
    std::error_code ignored;
    stream_.close(ignored);
    locks_ = {};
}

core::clock::duration serial_link::line_time(std::size_t bytes) const noexcept
{
    const auto parity_bits = device_.parity == parity_mode::none ? 0U : 1U;
    return kmp2mqtt::link::line_time(bytes, 9U + parity_bits + device_.stop_bits, device_.baud);
}

core::clock::duration serial_link::longest_gap() const noexcept
{
    return longest_serial_gap;
}

}  // namespace kmp2mqtt::link
