// SPDX-License-Identifier: Apache-2.0

#include "meter/exchange.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include <asio/experimental/awaitable_operators.hpp>

#include "core/hex.hpp"
#include "core/log.hpp"

namespace kmp2mqtt::meter {

namespace {

/// [KMP] 4.2, 6.2.4: a register takes at most 2 + 1 + 1 + 1 + 255 bytes; around them stand start,
/// address, command, checksum and stop.
std::size_t longest_answer(const kmp::request& asked)
{
    const auto* const registers = std::get_if<kmp::get_register_request>(&asked);
    return 6 + 260 * (registers == nullptr ? 1 : registers->registers.size());
}

/// When to stop waiting, by what has been heard so far.
class patience {
public:
    patience(const link::link& wire, core::clock::time_point sent,
             std::chrono::milliseconds timeout, std::size_t longest)
        : wire_{wire}, first_{sent + timeout}, last_{first_ + wire.line_time(longest)}
    {
    }

    [[nodiscard]] core::clock::time_point until(const listener& ear,
                                                core::clock::time_point last_byte) const
    {
        const auto gap_over = last_byte + wire_.longest_gap();
        if (!ear.is_inside_frame() && !ear.has_damage()) {
            return first_;
        }
        const auto broken_off = std::min(gap_over, last_);
        const bool may_be_noise = !ear.has_damage() && ear.has_only_begun();
        return may_be_noise ? std::max(first_, broken_off) : broken_off;
    }

private:
    const link::link& wire_;
    core::clock::time_point first_;
    core::clock::time_point last_;
};

/// Bytes on the line, for those who look into a problem.
void trace(const link::link& wire, std::string_view direction, std::span<const std::uint8_t> bytes)
{
    if (!core::log::is_on(core::log::level::trace)) {
        return;
    }
    core::log::write(core::log::level::trace,
                     core::format("{} {} {}", wire.name(), direction, core::hex_text(bytes)));
}

}  // namespace

asio::awaitable<core::outcome<answer>> exchange(link::link& wire, core::clock& time,
                                                kmp::address to, kmp::request asked,
                                                std::chrono::milliseconds timeout)
{
    using namespace asio::experimental::awaitable_operators;

    const auto frame = kmp::encode(to, asked);
    if (!frame) {
        co_return core::failure{core::cause::internal, std::string{kmp::describe(frame.error())}};
    }
    listener ear{to, asked, *frame};
    trace(wire, "->", *frame);
    if (const auto sent = co_await wire.write(frame->bytes()); !sent) {
        co_return sent.error();
    }
    auto last_byte = time.now() + wire.line_time(frame->size());
    const patience limit{wire, last_byte, timeout, longest_answer(asked)};

    std::array<std::uint8_t, 256> received{};
    const std::span<std::uint8_t> buffer{received};
    for (;;) {
        const auto due = limit.until(ear, last_byte);
        if (due <= time.now()) {
            co_return ear.what_came();
        }
        const auto came = co_await (wire.read(buffer) || time.sleep_until(due));
        if (came.index() == 1) {
            co_return ear.what_came();
        }
        const auto& count = std::get<0>(came);
        if (!count) {
            co_return count.error();
        }
        trace(wire, "<-", buffer.first(*count));
        last_byte = time.now();
        if (ear.take(buffer.first(*count))) {
            co_return std::move(ear).take_answer();
        }
    }
}

}  // namespace kmp2mqtt::meter
