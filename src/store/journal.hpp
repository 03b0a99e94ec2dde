// SPDX-License-Identifier: Apache-2.0

/// @file
/// Readings that the broker has not acknowledged, and what is to be known of meters after a
/// restart. In a file, or in memory: then they end with the program.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/result.hpp>

#include "core/clock.hpp"
#include "core/publication.hpp"
#include "meter/memory.hpp"
#include "store/backlog.hpp"
#include "store/database.hpp"
#include "store/failure.hpp"
#include "store/settings.hpp"
#include "store/tables.hpp"

namespace kmp2mqtt::store {

/// Where things are kept.
enum class place : std::uint8_t {
    file,
    memory,      ///< no path is configured
    unwritable,  ///< the file takes nothing just now: in memory until it does again
};

/// "file", "memory", "unwritable": as in <base>/bridge/health.
[[nodiscard]] std::string_view text(place of) noexcept;

/// So many readings are kept in memory while the file takes nothing. Our choice: about 8 MB.
inline constexpr std::size_t max_unwritten = 10'000;

/// What is waiting and what is known. Says in the log what happens to its file. Loop only; writing
/// takes the loop's time.
///
/// A reading leaves it when the broker has it, or, counted, when there is no room for a newer one
/// or it has become too old. Age is counted in time that cannot leap: a reading stays for max_age
/// at least of the time that the program runs, whatever the clock of the day is set to. Where that
/// was set, or the program was not running, it stays for longer. next() gives each once, oldest
/// first, and again after rewind().
class journal {
public:
    /// Opens the file, or makes one. One that is damaged is moved aside for a new one; where the
    /// disk takes none, things are kept in memory.
    ///
    /// @returns why the file is not ours to use: unreachable, foreign, newer, in_use
    [[nodiscard]] static kmp::result<journal, failure> open(settings configured,
                                                            core::clock::wall_time now);

    /// What was known of a meter when last anything was written.
    [[nodiscard]] meter::memory memory_of(const std::string& meter) const;

    /// Keeps a reading, and what is known of the meter since. In a file both are on the disk when
    /// this returns, unless where() says otherwise.
    void keep(const std::string& meter, const meter::memory& known, core::publication reading,
              core::clock::wall_time time);

    /// Keeps what is known of a meter. The end of the process does it no harm, a power cut may.
    void remember(const std::string& meter, const meter::memory& known);

    /// The oldest reading that was not given since the last rewind(), valid until the journal
    /// changes; nullptr: none.
    [[nodiscard]] const item* next();

    /// Whether next() has one to give.
    [[nodiscard]] bool has_next() const noexcept
    {
        return !is_unreadable_ && given_.size() < size();
    }

    /// The broker has it. A power cut may bring it back.
    void acknowledged(key id);

    /// A new connection: all that were not acknowledged are given again.
    void rewind();

    /// The broker took none of these: next() gives them again, each in its place.
    void give_again(const std::set<key>& refused);

    /// To be called now and then: lets go what is too old, and tries again to write what the file
    /// did not take.
    ///
    /// @param steady  of the clock that never leaps: how much time has passed since the last call
    void tend(core::clock::wall_time now, core::clock::time_point steady);

    [[nodiscard]] std::size_t size() const noexcept { return stored_ + backlog_.readings.size(); }
    /// Readings that were lost since the start, for want of room or by age.
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }
    [[nodiscard]] place where() const noexcept { return where_; }

private:
    journal() = default;

    void learn(const std::string& meter, const meter::memory& known);
    void use(database file);
    void tell_place() const;
    void flush(durability what);
    [[nodiscard]] std::optional<failure> write(durability what, std::size_t sacrifice);
    void note_unwritten(const failure& why);
    void keep_room();
    void begin_anew(const failure& damage);
    void drop(std::vector<key> gone, std::string_view why);
    void read_ahead();

    settings configured_;
    database file_;
    place where_{place::memory};
    bool is_crowded_{false};            // the disk has no room for a larger file
    bool is_unreadable_{false};         // just now
    core::clock::wall_time now_{};      // as far as anybody told
    core::clock::wall_time age_now_{};  // by which age is judged: counted on, and never ahead
    std::optional<core::clock::time_point> tended_{};  // when it was counted on
    std::map<std::string, meter::memory> known_;

    backlog backlog_;
    std::size_t stored_{0};  // readings in the file that are not acknowledged
    key newest_{0};
    std::uint64_t dropped_{0};

    std::set<key> given_;    // since the last rewind, and still here
    key turned_{0};          // next() goes on after this one
    std::deque<item> page_;  // read ahead from the file
    item current_;           // what next() gave
};

}  // namespace kmp2mqtt::store
