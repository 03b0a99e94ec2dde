// SPDX-License-Identifier: Apache-2.0

/// @file
/// Finds the answer to one request among the bytes that come back, and knows what else came:
/// nothing, our own echo, noise, a damaged frame, somebody else's answer. Pure: no I/O, no clock.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <kmp/datalink.hpp>
#include <kmp/message.hpp>
#include <kmp/physical.hpp>

#include "core/failure.hpp"

namespace kmp2mqtt::meter {

/// A sound answer. `message` views `packet`, so an answer moves and does not copy.
struct answer {
    std::vector<std::uint8_t> packet;
    kmp::response message;
    std::size_t received{0};  ///< bytes up to the answer's last, echo and noise included

    answer() = default;
    answer(answer&&) = default;
    answer& operator=(answer&&) = default;
    answer(const answer&) = delete;
    answer& operator=(const answer&) = delete;
    ~answer() = default;
};

/// Listens after one request.
class listener {
public:
    /// @param to    destination address of the request; an answer carries the same
    /// @param sent  the request's frame, to know its echo by
    listener(kmp::address to, kmp::request asked, std::span<const std::uint8_t> sent);

    /// Takes received bytes. @returns true when the answer is complete; what follows it is ignored
    [[nodiscard]] bool take(std::span<const std::uint8_t> bytes);

    /// The answer, once take() has returned true.
    [[nodiscard]] answer take_answer() && { return std::move(answer_); }

    /// A frame has begun.
    [[nodiscard]] bool is_inside_frame() const noexcept { return decoder_.is_inside(); }

    /// So far there is nothing of it but the start byte, which may be noise.
    [[nodiscard]] bool has_only_begun() const noexcept { return !decoder_.has_content(); }

    /// A damaged frame was seen: most probably it was the answer.
    [[nodiscard]] bool has_damage() const noexcept { return damaged_; }

    /// What came instead of an answer: silence, only_echo, noise, bad_checksum, wrong_answer,
    /// malformed; the text says it in words, without naming the port.
    [[nodiscard]] core::failure what_came() const;

private:
    void follow_echo(std::uint8_t byte);
    [[nodiscard]] bool examine(std::span<const std::uint8_t> packet);
    [[nodiscard]] core::failure what_stands_out() const;
    [[nodiscard]] std::optional<std::string> mismatch(const kmp::packet& opened,
                                                      const kmp::response& message) const;

    kmp::address to_;
    kmp::request asked_;
    std::vector<std::uint8_t> sent_;
    kmp::physical::decoder decoder_{kmp::physical::sender::meter};
    std::size_t received_{0};  // but for the idle byte
    bool idled_{false};        // the idle byte has come
    std::size_t echoed_{0};    // first bytes received that equal the first bytes sent
    bool damaged_{false};
    std::string damage_;     // what was wrong with the newest damaged frame
    std::string mismatch_;   // what was wrong with the newest sound frame
    bool malformed_{false};  // it was the answer, but for its content
    answer answer_;
};

}  // namespace kmp2mqtt::meter
