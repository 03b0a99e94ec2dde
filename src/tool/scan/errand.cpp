// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/errand.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <ostream>
#include <variant>

#include "core/log.hpp"
#include "tool/report.hpp"
#include "tool/scan/cost.hpp"
#include "tool/scan/output.hpp"
#include "tool/scan/walk.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Keeps what was sent, also when the visit is interrupted.
class last_count {
public:
    last_count(const meter::counters& from, std::uint64_t& into) noexcept : from_{from}, into_{into}
    {
    }
    last_count(const last_count&) = delete;
    last_count& operator=(const last_count&) = delete;
    ~last_count() { into_ = from_.telegrams; }

private:
    const meter::counters& from_;
    std::uint64_t& into_;
};

std::uint32_t baud_of(const link::device_url& device)
{
    return std::visit([](const auto& each) { return each.baud; }, device.device);
}

}  // namespace

exit_code scan_errand::run(const meter_options& line)
{
    is_theirs_ = knows_nothing();
    if (!state_.plan.is_over() && !reported(keeper_.try_out())) {
        return exit_code::usage;
    }
    const errand visit = [this](at_meter& here) { return work(here); };
    return visit_meter(line, visit, errors_, [this] { return show_interrupted(); });
}

exit_code scan_errand::show_interrupted()
{
    const bool goes_on = is_theirs_ && keeper_.has_file() && reported(keeper_.keep(state_));
    errors_ << progress_.end() << "kmptool: interrupted";
    if (goes_on) {
        errors_ << "; the same command goes on from here";
    } else if (!keeper_.has_file()) {
        errors_ << "; with --state FILE the same command would go on from here";
    }
    errors_ << '\n';
    if (is_theirs_) {
        static_cast<void>(end(std::nullopt));
    }
    return exit_code::incomplete;
}

asio::awaitable<exit_code> scan_errand::work(at_meter& here)
{
    whom_ = here.whom;
    const last_count count{here.cost, telegrams_};
    tell_cost(here.whom, here.line.wire());
    if (keeper_.has_file()) {
        const auto refused = co_await check_serial(here);
        if (refused) {
            co_return *refused;
        }
    }
    std::optional<core::failure> away;
    if (!state_.plan.is_over()) {
        const auto walked = co_await walk_on(here);
        if (!walked) {
            away = walked.error();
        }
    }
    telegrams_ = here.cost.telegrams;
    const auto code = end(away);
    co_return is_kept_ || code != exit_code::ok ? code : exit_code::usage;
}

/// @returns why the meter is away
asio::awaitable<core::outcome<kmp::done>> scan_errand::walk_on(at_meter& here)
{
    const auto total = state_.plan.left();
    const auto begin = here.time.now();
    progress_ = scan_progress{total, options_.redraws};
    errors_ << progress_.update(total, std::chrono::milliseconds{0}) << std::flush;
    bool was_in_parts = state_.plan.is_in_parts();
    const std::function<bool()> after_each = [&] {
        if (state_.plan.is_in_parts() && !was_in_parts) {
            tell_splitting(here.cost.telegrams);
        }
        was_in_parts = state_.plan.is_in_parts();
        const auto elapsed = std::chrono::floor<std::chrono::milliseconds>(here.time.now() - begin);
        errors_ << progress_.update(state_.plan.left(), elapsed) << std::flush;
        is_kept_ = reported(keeper_.keep_sometimes(state_, here.time.now()));
        return is_kept_;
    };
    const auto walked =
        co_await walk(here.session, here.line, here.time, here.whom.retries, state_, after_each);
    errors_ << progress_.end();
    is_kept_ = is_kept_ && reported(keeper_.keep(state_));
    co_return walked;
}

bool scan_errand::knows_nothing() const
{
    return state_.answered.empty() && state_.left_out.empty() && state_.silencing.empty();
}

/// Nothing is taken from a file before the meter has said that it is the same one.
///
/// @returns how the program ends, if the state is another meter's or cannot be kept
asio::awaitable<std::optional<exit_code>> scan_errand::check_serial(at_meter& here)
{
    const auto serial = co_await here.session.serial_number(here.line, here.whom.retries);
    if (!serial) {
        co_return report(serial.error(), errors_);
    }
    if (!knows_nothing() && state_.serial != *serial) {
        co_return report_usage(
            core::format("--state {}: is of meter {}, this is meter {}; choose another file",
                         options_.file, named(state_.serial), named(*serial)),
            errors_);
    }
    is_theirs_ = true;
    state_.serial = *serial;
    if (state_.from_file > 0) {
        errors_ << "kmptool: " << scan_origin(state_, options_.file) << '\n';
    }
    if (state_.plan.is_over()) {
        co_return std::nullopt;
    }
    co_return reported(keeper_.keep(state_)) ? std::nullopt : std::optional{exit_code::usage};
}

void scan_errand::tell_cost(const meter::settings& whom, const link::link& wire)
{
    if (state_.plan.is_over()) {
        errors_ << "kmptool: the scan is finished, the meter is asked for its serial number only\n"
                << std::flush;
        return;
    }
    const auto cost = cost_of(state_.plan, keeper_.has_file());
    const auto span = std::chrono::ceil<std::chrono::seconds>(wire.line_time(cost.bytes));
    const auto together =
        std::ranges::max(state_.plan.groups(), {}, &scan_plan::group::size).size();
    const auto silence = cost_of_silence(together, whom);
    errors_ << core::format(
        "kmptool: {} in at least {}, some {} at {} baud\n"
        "kmptool: a register that silences the meter costs up to {} and {} more\n"
        "kmptool: a meter on a battery pays for each telegram\n",
        counted(state_.plan.left(), "register"), counted(cost.telegrams, "telegram"), about(span),
        baud_of(whom.device), counted(silence.telegrams, "telegram"),
        about(std::chrono::ceil<std::chrono::seconds>(silence.waits)));
    errors_ << std::flush;
}

/// A request failed: more is to come than was said before.
void scan_errand::tell_splitting(std::uint64_t sent)
{
    errors_ << progress_.end()
            << core::format(
                   "kmptool: the request from register {} failed and is asked in parts: {} so far, "
                   "at least {} more\n",
                   static_cast<unsigned>(state_.plan.next().front()), counted(sent, "telegram"),
                   state_.plan.groups().size());
}

/// @returns false if the file could not be written, which is reported
bool scan_errand::reported(const kmp::result<kmp::done, std::string>& saved)
{
    if (!saved) {
        errors_ << progress_.end();
        static_cast<void>(report_usage("--state " + saved.error(), errors_));
    }
    return static_cast<bool>(saved);
}

exit_code scan_errand::end(const std::optional<core::failure>& away)
{
    const auto code = away ? report(*away, errors_) : exit_code::ok;
    if (away && state_.answered.empty() && state_.left_out.empty()) {
        return code;
    }
    switch (options_.layout) {
        case scan_layout::table:
            out_ << scan_table(state_);
            break;
        case scan_layout::json:
            out_ << scan_json(state_, telegrams_);
            break;
        case scan_layout::toml:
            out_ << scan_toml(state_, whom_);
            break;
    }
    out_ << std::flush;
    const bool lacks_toml = options_.layout == scan_layout::toml && state_.answered.empty();
    if (lacks_toml) {
        errors_ << "kmptool: no register was answered, so there is no [[meter]] to print\n";
    }
    errors_ << "kmptool: " << scan_summary(state_, telegrams_) << '\n';
    const bool is_whole = state_.plan.is_over() && state_.silencing.empty() &&
                          state_.unreadable.empty() && !lacks_toml;
    return is_whole ? exit_code::ok : exit_code::incomplete;
}

}  // namespace kmp2mqtt::tool
