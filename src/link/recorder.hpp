// SPDX-License-Identifier: Apache-2.0

/// @file
/// A link that keeps a record of another one: every byte with its direction and time, every
/// opening, closing and failure. README.md of this folder describes the file.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "link/blanker.hpp"
#include "link/link.hpp"
#include "link/recording_file.hpp"

namespace kmp2mqtt::link {

/// What a recording is made of.
struct capture {
    std::string file;           ///< empty: nothing is recorded
    bool keeps_numbers{false};  ///< else serial numbers and those of customers are blanked
};

/// Behaves as the link in it, whatever becomes of the file. What discard_input() throws away is
/// not recorded: nobody saw it.
class recorder final : public link {
public:
    /// Writes the first line of a recording.
    ///
    /// @param time  must outlive it
    /// @returns as recording_file::append_to()
    [[nodiscard]] static core::outcome<std::unique_ptr<link>> make(std::unique_ptr<link> wire,
                                                                   core::clock& time,
                                                                   const capture& to);

    recorder(std::unique_ptr<link> wire, core::clock& time, recording_file file,
             bool keeps_numbers);
    recorder(const recorder&) = delete;
    recorder& operator=(const recorder&) = delete;
    ~recorder() override;

    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> open() override;
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> write(
        std::span<const std::uint8_t> bytes) override;
    [[nodiscard]] asio::awaitable<core::outcome<std::size_t>> read(
        std::span<std::uint8_t> into) override;
    void discard_input() noexcept override { wire_->discard_input(); }
    void close() noexcept override;
    [[nodiscard]] bool is_open() const noexcept override { return wire_->is_open(); }
    [[nodiscard]] core::clock::duration line_time(std::size_t bytes) const noexcept override
    {
        return wire_->line_time(bytes);
    }
    [[nodiscard]] core::clock::duration longest_gap() const noexcept override
    {
        return wire_->longest_gap();
    }
    [[nodiscard]] const std::string& name() const noexcept override { return wire_->name(); }

private:
    void note_sent(std::span<const std::uint8_t> bytes);
    void note_received(std::span<const std::uint8_t> bytes);
    void note_port(std::string_view what);
    void note_failure(const core::failure& why);
    void write_received(const pieces& all);
    [[nodiscard]] core::clock::duration since_start(core::clock::time_point when) const;

    std::unique_ptr<link> wire_;
    core::clock& time_;
    core::clock::time_point started_;
    recording_file file_;
    bool keeps_numbers_;
    blanker blanker_;
};

}  // namespace kmp2mqtt::link
