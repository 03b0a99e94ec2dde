// SPDX-License-Identifier: Apache-2.0

/// @file
/// Where a command serves that is a meter: its options --tcp and --pty, and serving there.

#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <asio/io_context.hpp>

#include "simulator/far_end.hpp"
#include "simulator/line.hpp"
#include "tool/exit_code.hpp"

namespace kmp2mqtt::tool {

class serving_place {
public:
    /// Adds the options to the command; must live until the command line is parsed.
    explicit serving_place(CLI::App& command);

    /// For what cannot stand beside it.
    [[nodiscard]] CLI::Option* pty_option() const noexcept { return pty_; }

    [[nodiscard]] bool is_tcp() const noexcept { return pty_link_.empty(); }

    /// Of the first meter; 0: ports that the system picks.
    [[nodiscard]] std::uint16_t tcp_port() const noexcept { return tcp_port_; }

    /// Writes one device URL a meter to `out`, and serves until SIGINT or SIGTERM.
    ///
    /// @param behind  exactly one on a pseudo-terminal; what is behind it must outlive the call
    /// @returns ok; port, if the place cannot be used
    [[nodiscard]] exit_code serve(asio::io_context& loop, const simulator::surroundings& around,
                                  std::vector<simulator::far_end> behind, std::ostream& out,
                                  std::ostream& errors) const;

private:
    std::uint16_t tcp_port_{2002};  // Our choice: what examples of ser2net use
    std::string pty_link_;          // empty: TCP
    CLI::Option* pty_;
};

}  // namespace kmp2mqtt::tool
