// SPDX-License-Identifier: Apache-2.0

/// @file
/// One [[meter]] of the configuration, complete: every default is filled in, every name resolved.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/datalink.hpp>
#include <kmp/message.hpp>

#include "link/device_url.hpp"
#include "meter/plausibility.hpp"

namespace kmp2mqtt::meter {

/// What the meter measures: decides the default registers and the class of volumes.
enum class kind : std::uint8_t { heat, cooling, heat_cooling, water };

/// "heat", "cooling", "heat-cooling", "water": as in the configuration.
[[nodiscard]] std::string_view text(kind of) noexcept;

/// Registers that are read together, and how often.
struct plan {
    std::chrono::milliseconds every{std::chrono::hours{1}};
    std::vector<kmp::register_id> registers;  ///< distinct, in configured order
};

/// The offset of a plan that has none configured: half a minute early from ten minutes up, so that
/// a reading belongs to the hour it measured; else none.
[[nodiscard]] std::chrono::milliseconds default_offset(std::chrono::milliseconds every) noexcept;

struct settings {
    std::string name;   ///< [a-z0-9_-]+, the topic's second level
    std::string title;  ///< what people read
    meter::kind kind{kind::heat};
    std::string model;   ///< "403"; empty: tell by the type
    std::string serial;  ///< without zeros before it; empty: any
    link::device_url device;
    kmp::address address{kmp::address::meter};
    std::chrono::milliseconds timeout{2000};  ///< until the first byte of an answer
    unsigned retries{2};
    std::chrono::milliseconds command_max_age{10'000};
    std::chrono::milliseconds offset{0};  ///< shifts reads that run on the clock
    bool has_offset{false};               ///< offset was configured; else each plan has its default
    std::chrono::milliseconds keep_awake{0};  ///< a short telegram this often; 0: none
    std::vector<std::string> wake_command;    ///< run before a read, path first; empty: none
    std::uint32_t telegrams_per_day{0};       ///< may be sent; 0: the default of its kind
    meter::limits limits;                     ///< beyond them a value is doubted
    std::string capture;                      ///< file that records the line; empty: none
    bool registers_listed{false};  ///< the user chose the registers; else they are its kind's
    std::vector<plan> polls;       ///< at least one
    /// As the user listed the registers, where plans have them in another order; else empty.
    std::vector<kmp::register_id> order;

    /// The offset of a plan with that interval: as configured, else default_offset().
    [[nodiscard]] std::chrono::milliseconds offset_of(
        std::chrono::milliseconds every) const noexcept;

    /// All registers of all plans, each once, in configured order.
    [[nodiscard]] std::vector<kmp::register_id> registers() const;
};

}  // namespace kmp2mqtt::meter
