// SPDX-License-Identifier: Apache-2.0

/// @file
/// One run of kmptool scan: what it will cost, the walk with its progress, the result.

#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>

#include <asio/awaitable.hpp>

#include <kmp/result.hpp>

#include "core/failure.hpp"
#include "meter/settings.hpp"
#include "tool/exit_code.hpp"
#include "tool/meter_options.hpp"
#include "tool/meter_visit.hpp"
#include "tool/scan/keeper.hpp"
#include "tool/scan/progress.hpp"
#include "tool/scan/state.hpp"

namespace kmp2mqtt::tool {

enum class scan_layout : std::uint8_t { table, json, toml };

struct scan_options {
    scan_layout layout{scan_layout::table};
    std::string file;     ///< of the state; empty: none
    bool redraws{false};  ///< errors go to a terminal
};

/// Goes on with a state that was just begun or comes from a file.
class scan_errand {
public:
    /// The streams outlive it.
    scan_errand(scan_state begun, scan_options options, std::ostream& out, std::ostream& errors)
        : state_{std::move(begun)},
          options_{std::move(options)},
          keeper_{options_.file},
          out_{out},
          errors_{errors}
    {
    }

    /// @returns as scan::run()
    [[nodiscard]] exit_code run(const meter_options& line);

private:
    [[nodiscard]] exit_code show_interrupted();
    [[nodiscard]] asio::awaitable<exit_code> work(at_meter& here);
    [[nodiscard]] asio::awaitable<std::optional<exit_code>> check_serial(at_meter& here);
    [[nodiscard]] bool knows_nothing() const;
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> walk_on(at_meter& here);
    void tell_cost(const meter::settings& whom, const link::link& wire);
    void tell_splitting(std::uint64_t sent);
    [[nodiscard]] bool reported(const kmp::result<kmp::done, std::string>& saved);
    [[nodiscard]] exit_code end(const std::optional<core::failure>& away);

    scan_state state_;
    scan_options options_;
    scan_keeper keeper_;
    std::ostream& out_;
    std::ostream& errors_;
    meter::settings whom_;
    scan_progress progress_;
    std::uint64_t telegrams_{0};
    bool is_kept_{true};    // the file could be written
    bool is_theirs_{true};  // what the state holds is this meter's
};

}  // namespace kmp2mqtt::tool
