// SPDX-License-Identifier: Apache-2.0

#include "tool/align/output.hpp"

#include "core/log.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::tool {
namespace {

std::string details(const attempt& of)
{
    if (of.said == verdict::good) {
        return core::format("{} bytes, {} ms", of.bytes, of.took.count());
    }
    return of.bytes == 0 ? std::string{} : core::format("{} bytes", of.bytes);
}

std::string share_json(const alignment& now)
{
    return core::format("[{},{}]", now.good(), now.of());
}

}  // namespace

std::string align_line(const alignment& now)
{
    const auto share = core::format("{}/{}", now.good(), now.of());
    return core::format("{:>4}  {:<7}  {:<16}  {:>5}  {}", now.tries(), info(now.last().said).word,
                        details(now.last()), share, core::log::one_line(now.hint()));
}

std::string align_json(const alignment& now)
{
    const auto& last = now.last();
    const bool is_good = last.said == verdict::good;
    return json::object{}
        .add_number("try", static_cast<std::int64_t>(now.tries()))
        .add_text("verdict", info(last.said).name)
        .add_number("bytes", static_cast<std::int64_t>(last.bytes))
        .add("ms", is_good ? core::format("{}", last.took.count()) : "null")
        .add("good_of_last", share_json(now))
        .add_text("hint", now.hint())
        .add_number("seconds_left", now.left().count())
        .text();
}

const align_ending& ending_of(const alignment& now, bool is_interrupted) noexcept
{
    static constexpr align_ending found{.name = "found", .words = "20 in a row: this place holds"};
    static constexpr align_ending time{.name = "time", .words = "its time is over (see --for)"};
    static constexpr align_ending interrupted{.name = "interrupted", .words = "interrupted"};
    if (now.is_found()) {
        return found;
    }
    return is_interrupted ? interrupted : time;
}

std::string align_summary(const alignment& now, std::uint64_t telegrams, const align_ending& why)
{
    return core::format("ended: {}\ngood {}/{}, tries {}, telegrams {}", why.words, now.good(),
                        now.of(), now.tries(), telegrams);
}

std::string align_summary_json(const alignment& now, std::uint64_t telegrams,
                               const align_ending& why)
{
    const auto summary =
        json::object{}
            .add_number("tries", static_cast<std::int64_t>(now.tries()))
            .add_number("telegrams", static_cast<std::int64_t>(telegrams))
            .add_text_or_null("verdict",
                              now.tries() == 0 ? std::string_view{} : info(now.last().said).name)
            .add("good_of_last", share_json(now))
            .add_text("ended", why.name)
            .text();
    return json::object{}.add("summary", summary).text();
}

}  // namespace kmp2mqtt::tool
