// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstddef>

#include <kmp/value.hpp>

namespace kmp {
namespace {

namespace chrono = std::chrono;

std::string padded(unsigned number, std::size_t width)
{
    auto text = std::to_string(number);
    text.insert(0, width - std::min(width, text.size()), '0');
    return text;
}

struct writer {
    std::string operator()(no_value /*nothing*/) const { return {}; }
    std::string operator()(const decimal& number) const { return number.text(); }
    std::string operator()(chrono::month_day day) const
    {
        return padded(unsigned{day.month()}, 2) + "-" + padded(unsigned{day.day()}, 2);
    }
    std::string operator()(chrono::year_month_day date) const
    {
        return padded(static_cast<unsigned>(int{date.year()}), 4) + "-" +
               (*this)(date.month() / date.day());
    }
    std::string operator()(clock_time time) const
    {
        const chrono::hh_mm_ss parts{time.since_midnight};
        const auto two = [](auto part) { return padded(static_cast<unsigned>(part.count()), 2); };
        return two(parts.hours()) + ":" + two(parts.minutes()) + ":" + two(parts.seconds());
    }
    std::string operator()(const date_time& time) const
    {
        return (*this)(time.date) + " " + (*this)(clock_time{time.since_midnight});
    }
    std::string operator()(const ascii_text& text) const { return text.characters; }
    std::string operator()(const bit_field& flags) const { return flags.bits.text(); }
    std::string operator()(const undecoded& raw) const { return raw.hex; }
};

}  // namespace

std::string text(const value& of)
{
    return std::visit(writer{}, of);
}

}  // namespace kmp
