// SPDX-License-Identifier: Apache-2.0

/// @file
/// Reads one meter: asks, tries again where that can help, and keeps the meter's pauses.

#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "link/look.hpp"
#include "link/port.hpp"
#include "meter/budget.hpp"
#include "meter/counters.hpp"
#include "meter/listener.hpp"
#include "meter/reading.hpp"
#include "meter/settings.hpp"

namespace kmp2mqtt::meter {

/// After a failure the meter discards requests for 1.6 s ([KMP] 2.1); a tenth more for its clock.
inline constexpr std::chrono::milliseconds pause_after_failure{1700};

/// Between an answer and the next request the meter needs the time of one byte on the line
/// ([KMP] 2.1); one more for its clock.
inline constexpr std::size_t pause_after_answer{2};

/// What came of asking for registers. Each stands in exactly one of the lists.
struct answers {
    std::vector<kmp::measurement> values;
    std::vector<kmp::register_id> missing;
    std::vector<kmp::register_id> failed;
    std::vector<kmp::register_id> silent;  ///< those of failed to whose request nothing came back
    core::clock::wall_time time{};         ///< of the last byte of the last answer
    bool answered{false};                  ///< at least one request was
    std::optional<core::failure> failure;  ///< of the last request that was not
};

/// What to ask in one turn at the port.
struct questions {
    std::vector<kmp::register_id> registers;  ///< eight a request
    std::vector<kmp::register_id> alone;      ///< one a request, each with one try
    bool identity{false};                     ///< then who it is, if anything was answered
    bool life{false};                         ///< else for its serial number, with one try
};

/// What came of one turn at the port.
struct visit {
    meter::answers answers;
    bool is_alive{false};                     ///< it answered something
    std::optional<meter::identity> identity;  ///< asked for if wanted and anything was answered
    std::chrono::milliseconds duration{0};    ///< of the read, without the wait for the port
};

/// One meter behind a port. Loop only. All references outlive it.
class session {
public:
    session(link::port& line, const settings& configured, core::clock& time, counters& count)
        : line_{&line}, configured_{&configured}, time_{&time}, count_{&count}
    {
    }

    /// From now on every telegram is paid from `by`, and what it does not carry is not sent.
    /// Before, there is no limit.
    ///
    /// @param spent  called for each telegram before it goes out
    void limit(budget& by, std::function<void()> spent)
    {
        budget_ = &by;
        spent_ = std::move(spent);
    }

    /// The meter has answered an earlier visit: when nothing comes, it sleeps.
    void answered_before() noexcept { answered_before_ = true; }

    /// When a telegram was sent last, whatever came of it; std::nullopt: none yet.
    [[nodiscard]] std::optional<core::clock::time_point> last_sent() const noexcept
    {
        return last_sent_;
    }

    /// Waits for its turn at the port, which it has while the lease lives.
    [[nodiscard]] asio::awaitable<link::port::lease> acquire() { return line_->acquire(); }

    /// Whether the port is there, found out without a word to the meter.
    [[nodiscard]] asio::awaitable<bool> is_there(const link::port::lease& line)
    {
        return link::is_there(line.wire(), *time_);
    }

    /// Reads registers, and then asks the rest.
    [[nodiscard]] asio::awaitable<meter::visit> visit(const link::port::lease& line,
                                                      questions what);

    /// When the next visit will be: a port that is needed soon stays open.
    void expect(core::clock::time_point next_visit) { line_->expect(this, next_visit); }

    /// The device URL, for messages.
    [[nodiscard]] const std::string& port_name() const noexcept { return line_->name(); }

    /// Asks for registers, eight a request. A request that fails is tried again as configured; once
    /// one has failed for good before any was answered, the others get one try each. Those `alone`
    /// are not asked for if none of the others was answered.
    [[nodiscard]] asio::awaitable<answers> read(const link::port::lease& line,
                                                std::vector<kmp::register_id> registers,
                                                std::vector<kmp::register_id> alone);

    /// Asks who the meter is: GetType, GetSerialNo, and register 1001 where that names nobody. What
    /// is not answered stays empty: many meters do not answer everything. std::nullopt: the budget
    /// did not carry the question for the serial number.
    ///
    /// @param line_works  all that was asked before was answered at once: silence says something
    [[nodiscard]] asio::awaitable<std::optional<identity>> identify(const link::port::lease& line,
                                                                    bool line_works = false);

    /// Asks for the serial number: GetSerialNo, then register 1001 where that names nobody; where
    /// it stays unanswered on a sound line, register 1001 once, since a meter may not know it.
    ///
    /// @returns decimal digits; empty where the meter answered at least one of them, and named
    /// none;
    ///          or why it did not answer, was not asked, or why the port failed, as ask()
    [[nodiscard]] asio::awaitable<core::outcome<std::string>> serial_number(
        const link::port::lease& line, unsigned retries);

    /// Asks one thing, and again up to `retries` times where that can help; keeps the meter's
    /// pauses before each try.
    ///
    /// @returns what exchange() and link::open() return; the text names the port and what helps;
    ///          budget_spent before the first try; a further one that is not paid for is left out
    [[nodiscard]] asio::awaitable<core::outcome<answer>> ask(const link::port::lease& line,
                                                             kmp::request what, unsigned retries);

private:
    [[nodiscard]] asio::awaitable<void> read_one(const link::port::lease& line,
                                                 const kmp::get_register_request& asked,
                                                 unsigned retries, answers& into);
    /// As ask(), with so many tries before that its message counts too.
    [[nodiscard]] asio::awaitable<core::outcome<answer>> ask_after(const link::port::lease& line,
                                                                   kmp::request what,
                                                                   unsigned retries,
                                                                   unsigned tried);
    [[nodiscard]] asio::awaitable<core::outcome<answer>> try_once(const link::port::lease& line,
                                                                  kmp::request what);
    /// The digits of what the meter said; what else it may say is told once.
    std::string read_serial(const std::string& said);
    void note(const core::failure& why);
    [[nodiscard]] bool may_send() const
    {
        return budget_ == nullptr || budget_->has_left(time_->wall());
    }
    void sending();

    link::port* line_;
    const settings* configured_;
    core::clock* time_;
    counters* count_;
    budget* budget_{nullptr};
    std::function<void()> spent_;
    std::optional<core::clock::time_point> last_sent_;
    std::string odd_serial_;  // told last
    bool answered_before_{false};
};

}  // namespace kmp2mqtt::meter
