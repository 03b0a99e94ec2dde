// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include <kmp/value.hpp>

namespace kmp {
namespace {

namespace chrono = std::chrono;
using bytes = std::span<const std::uint8_t>;

decimal number_in(const register_block& block)
{
    return decimal::from_bytes(block.mantissa, block.exponent(), block.is_negative());
}

std::optional<chrono::seconds> time_of_day(unsigned hour, unsigned minute, unsigned second)
{
    if (hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    return chrono::hours{hour} + chrono::minutes{minute} + chrono::seconds{second};
}

/// [KMP] 4.4 knows the years 2000 to 2099 only.
std::optional<chrono::year_month_day> day_of(unsigned year, unsigned month, unsigned day)
{
    if (year < 2000 || year > 2099) {
        return std::nullopt;
    }
    const chrono::year_month_day date{chrono::year{static_cast<int>(year)}, chrono::month{month},
                                      chrono::day{day}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

/// The pairs of decimal digits of a number, last pair first; nothing for over eight digits.
std::optional<std::array<unsigned, 4>> digit_pairs(const register_block& block)
{
    auto rest = number_in(block).to_integer();
    if (!rest || *rest > 99'99'99'99) {
        return std::nullopt;
    }
    std::array<unsigned, 4> pairs{};
    for (auto& pair : pairs) {
        pair = static_cast<unsigned>(*rest % 100);
        *rest /= 100;
    }
    return pairs;
}

value read_clock(const register_block& block)
{
    const auto pairs = digit_pairs(block);
    if (!pairs || (*pairs)[3] != 0) {
        return no_value{};
    }
    const auto time = time_of_day((*pairs)[2], (*pairs)[1], (*pairs)[0]);
    return time ? value{clock_time{*time}} : no_value{};
}

value read_date(const register_block& block)
{
    const auto pairs = digit_pairs(block);
    if (!pairs || (*pairs)[3] != 0) {
        return no_value{};
    }
    const auto date = day_of(2000 + (*pairs)[2], (*pairs)[1], (*pairs)[0]);
    return date ? value{*date} : no_value{};
}

value read_long_date(const register_block& block)
{
    const auto pairs = digit_pairs(block);
    if (!pairs) {
        return no_value{};
    }
    const auto date = day_of(((*pairs)[3] * 100) + (*pairs)[2], (*pairs)[1], (*pairs)[0]);
    return date ? value{*date} : no_value{};
}

value read_month_day(const register_block& block)
{
    const auto pairs = digit_pairs(block);
    if (!pairs || (*pairs)[3] != 0 || (*pairs)[2] != 0) {
        return no_value{};
    }
    const chrono::month_day day{chrono::month{(*pairs)[1]}, chrono::day{(*pairs)[0]}};
    return day.ok() ? value{day} : no_value{};
}

undecoded as_hex(bytes raw)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : raw) {
        text += digits[byte >> 4U];
        text += digits[byte & 0x0FU];
    }
    return {text};
}

value read_rtc(bytes raw)
{
    if (raw.size() != 8) {
        return as_hex(raw);
    }
    const auto date = day_of(2000U + raw[7], raw[6], raw[5]);
    const auto time = time_of_day(raw[4], raw[3], raw[2]);
    return date && time ? value{date_time{.date = *date, .since_midnight = *time, .dst = {}}}
                        : no_value{};
}

value read_dst_date_time(bytes raw)
{
    if (raw.size() != 7) {
        return as_hex(raw);
    }
    const auto date = day_of(2000U + raw[1], raw[2], raw[3]);
    const auto time = time_of_day(raw[4], raw[5], raw[6]);
    if (!date || !time) {
        return no_value{};
    }
    const chrono::minutes dst{raw[0]};
    const auto local = chrono::sys_days{*date} + *time + dst;
    const auto midnight = chrono::floor<chrono::days>(local);
    return date_time{.date = midnight, .since_midnight = local - midnight, .dst = dst};
}

ascii_text read_ascii(bytes raw)
{
    std::string text;
    for (const auto byte : raw) {
        const bool is_printable = byte >= 0x20 && byte < 0x7F;
        text += is_printable || byte == 0 ? static_cast<char>(byte) : '?';
    }
    constexpr std::string_view filler{" \0", 2};
    text.erase(text.find_last_not_of(filler) + 1);
    std::ranges::replace(text, '\0', '?');
    return {text};
}

value read(layout values, const register_block& block)
{
    switch (values) {
        case layout::number:
            return number_in(block);
        case layout::clock:
            return read_clock(block);
        case layout::date:
            return read_date(block);
        case layout::long_date:
            return read_long_date(block);
        case layout::month_day:
            return read_month_day(block);
        case layout::rtc:
            return read_rtc(block.mantissa);
        case layout::dst_date_time:
            return read_dst_date_time(block.mantissa);
        case layout::ascii:
            return read_ascii(block.mantissa);
        case layout::bits:
            return bit_field{decimal::from_bytes(block.mantissa, 0, false)};
        case layout::undecoded:
            break;
    }
    return as_hex(block.mantissa);
}

}  // namespace

measurement interpret(const register_block& block)
{
    const auto& unit = info(block.unit);
    measurement measured{.id = block.id,
                         .unit = unit.base,
                         .value = no_value{},
                         .sent_unit = block.unit,
                         .sent_number = number_in(block)};
    if (unit.shift != 0 && !block.mantissa.empty()) {
        measured.value = number_in(block).shifted(unit.shift);
    } else if (!block.mantissa.empty()) {
        measured.value = read(unit.values, block);
    }
    return measured;
}

}  // namespace kmp
