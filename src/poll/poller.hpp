// SPDX-License-Identifier: Apache-2.0

/// @file
/// The loop that reads one meter: by its plans, and when somebody asks.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "core/signal.hpp"
#include "meter/budget.hpp"
#include "meter/condition.hpp"
#include "meter/counters.hpp"
#include "meter/gate.hpp"
#include "meter/memory.hpp"
#include "meter/reading.hpp"
#include "meter/session.hpp"
#include "meter/settings.hpp"
#include "poll/absences.hpp"
#include "poll/availability.hpp"
#include "poll/command_queue.hpp"
#include "poll/identity_watch.hpp"
#include "poll/port_watch.hpp"
#include "poll/recent_values.hpp"
#include "poll/schedule.hpp"
#include "poll/silencers.hpp"
#include "poll/waker.hpp"

namespace kmp2mqtt::poll {

/// What a poller tells. All are called on the loop.
struct events {
    /// The meter said who it is; `changed`: it is another one than before. Before any reading of
    /// it.
    std::function<void(const identity_watch& who, bool changed)> identified;
    /// A read was answered, at least in part. Its values are plausible. With what is to be known of
    /// the meter since.
    std::function<void(const meter::reading&, const meter::memory&)> read;
    /// What is to be known of the meter may have changed without a reading.
    std::function<void(const meter::memory&)> remembered;
    /// The meter is there, or no longer.
    std::function<void(bool online)> availability;
    /// Something else that people should know.
    std::function<void(const meter::notice&)> noticed;
};

/// Reads one meter. Loop only; run() has a parent. All references outlive it.
class poller {
public:
    poller(const asio::any_io_executor& loop, core::clock& time, meter::session source,
           const meter::settings& configured, meter::counters& count, meter::memory known,
           events to);

    /// Polls for ever. Cancelled: throws operation_aborted.
    [[nodiscard]] asio::awaitable<void> run();

    /// Answers with recent values, or reads soon. @returns false: too many wait already
    [[nodiscard]] bool request(command asked);

    /// The first plan is read that often from now on.
    void change_interval(std::chrono::milliseconds every);

    [[nodiscard]] bool is_online() const noexcept { return availability_.is_online(); }
    [[nodiscard]] meter::condition condition() const noexcept { return condition_.now(); }
    [[nodiscard]] const meter::budget& budget() const noexcept { return budget_; }

private:
    /// What to read, and why; `not_asked` of the registers are known to be left out.
    struct errand {
        std::vector<kmp::register_id> registers;
        std::vector<kmp::register_id> not_asked;
        meter::trigger why{meter::trigger::poll};
        std::uint32_t leaves{0};  ///< telegrams of the day, alone
    };

    [[nodiscard]] std::uint32_t reserve() const;
    [[nodiscard]] std::uint32_t commands_leave() const;
    [[nodiscard]] asio::awaitable<void> take(turn due);
    [[nodiscard]] asio::awaitable<void> serve_command();
    [[nodiscard]] asio::awaitable<core::outcome<meter::reading>> read(errand what);
    [[nodiscard]] asio::awaitable<core::outcome<meter::reading>> visit(errand what);
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> greet(const link::port::lease& line);
    [[nodiscard]] meter::questions questions_for(const errand& what) const;
    void note_silence(const meter::visit& got);
    [[nodiscard]] core::failure unanswered(const link::port::lease& line, const meter::visit& got);
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> examine(const link::port::lease& line,
                                                                    meter::reading& newest,
                                                                    bool is_same_meter);
    [[nodiscard]] asio::awaitable<core::outcome<bool>> ask_who(const link::port::lease& line);
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> recognise(const link::port::lease& line,
                                                                      meter::identity who);
    [[nodiscard]] core::outcome<kmp::done> learn_twice(meter::identity who,
                                                       const std::string& serial);
    const meter::memory& remember();
    [[nodiscard]] core::clock::time_point next_nudge() const;
    [[nodiscard]] asio::awaitable<void> nudge();
    [[nodiscard]] asio::awaitable<void> rest();
    [[nodiscard]] asio::awaitable<void> look();
    [[nodiscard]] meter::moment moment() const { return {time_.now(), time_.wall()}; }
    [[nodiscard]] core::outcome<kmp::done> learn(const meter::identity& who);
    void report(const core::outcome<meter::reading>& outcome);
    void answered(const meter::reading& newest);
    void failed(const core::failure& why);
    void refused(const core::failure& why);

    core::clock& time_;
    const meter::settings& configured_;
    meter::counters& count_;
    events to_;
    core::signal wake_;
    meter::session source_;
    schedule schedule_;
    port_watch port_;
    availability availability_;
    meter::gate gate_;
    meter::memory memory_;
    identity_watch identity_;
    std::string foreign_;  // serial number of the meter there that is not the configured one
    command_queue commands_;
    recent_values recent_;
    meter::budget budget_;
    std::uint32_t reserved_tries_;  // of each read that is planned
    meter::condition_watch condition_;
    absences absences_;
    silencers silencers_;
    waker waker_;
    core::cause last_cause_{};  // of the failure before: a new one is worth a line in the log
    std::chrono::local_days refused_on_{};  // the budget's refusal is told once a day
};

}  // namespace kmp2mqtt::poll
