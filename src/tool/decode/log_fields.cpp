// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/log_fields.hpp"

#include <array>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include <kmp/unit.hpp>

#include "core/log.hpp"
#include "tool/decode/register_fields.hpp"

namespace kmp2mqtt::tool {
namespace {

/// A log command and what its request ends with.
struct log_command {
    std::uint8_t code;
    bool has_time;
    bool has_record_id;
};

constexpr std::array log_commands{
    log_command{.code = 0xA0, .has_time = true, .has_record_id = false},
    log_command{.code = 0xA1, .has_time = false, .has_record_id = false},
    log_command{.code = 0xA2, .has_time = false, .has_record_id = true},
    log_command{.code = 0xA3, .has_time = true, .has_record_id = true},
};

constexpr std::size_t time_size = 8;       // year to second, weekday, info: [KMP] 4.3
constexpr std::size_t record_id_size = 2;  // [KMP] 6.3
constexpr std::size_t tail_size = 5;       // last record read out, newest record, info

const log_command* find_log_command(kmp::command id)
{
    for (const auto& row : log_commands) {
        if (row.code == static_cast<std::uint8_t>(id)) {
            return &row;
        }
    }
    return nullptr;
}

/// A bit of the byte that ends an answer.
struct info_bit {
    unsigned mask;
    std::string_view says;
};

constexpr std::array info_bits{
    info_bit{.mask = 0x01, .says = "the log is empty"},
    info_bit{.mask = 0x04, .says = "the request is out of range"},
    info_bit{.mask = 0x08, .says = "the answer is full, records are left out"},
    info_bit{.mask = 0x10, .says = "the end of the log is reached"},
};

std::string info_words(std::uint64_t info)
{
    std::string text;
    for (const auto& bit : info_bits) {
        if ((info & bit.mask) != 0) {
            text += text.empty() ? "" : "; ";
            text += bit.says;
        }
    }
    return text.empty() ? "nothing to remark" : text;
}

/// Year to second as in kmp::layout::dst_date_time, whose first byte is another.
field take_time(packet_reader& from)
{
    const auto bytes = from.peek(time_size);
    const std::array<std::uint8_t, 7> moment{0,        bytes[0], bytes[1], bytes[2],
                                             bytes[3], bytes[4], bytes[5]};
    const auto measured = kmp::interpret(
        {.id = {}, .unit = kmp::unit::dst_date_time, .sign_exponent = 0, .mantissa = moment});
    const auto text = kmp::text(measured.value);
    return from.take("time", time_size, words(text), text.empty() ? "no time" : text);
}

void take_number_if(packet_reader& from, std::vector<field>& into, std::string_view name,
                    std::size_t size)
{
    if (from.left() >= size) {
        into.push_back(from.take_number(name, size));
    }
}

field take_record_id(packet_reader& from)
{
    return from.take_number("record_id", record_id_size);
}

/// The first record; its values come with their formats.
bool take_first_record(packet_reader& from, std::vector<field>& into, std::size_t count,
                       std::vector<kmp::register_block>& formats)
{
    std::vector<field> parts;
    parts.push_back(take_record_id(from));
    bool is_whole = true;
    for (std::size_t i = 0; i < count && is_whole; ++i) {
        is_whole = take_register(from, parts, &formats);
    }
    auto title = core::format("record {}, with formats", parts.front().meaning);
    into.push_back(group("record", std::move(parts), {}, std::move(title)));
    return is_whole;
}

void take_record(packet_reader& from, std::vector<field>& into,
                 const std::vector<kmp::register_block>& formats)
{
    std::vector<field> parts;
    parts.push_back(take_record_id(from));
    for (const auto& format : formats) {
        parts.push_back(take_row_value(from, format));
    }
    auto title = core::format("record {}", parts.front().meaning);
    into.push_back(group("record", std::move(parts), {}, std::move(title)));
}

std::size_t size_of_row(const std::vector<kmp::register_block>& formats)
{
    return std::accumulate(formats.begin(), formats.end(), record_id_size,
                           [](std::size_t sum, const kmp::register_block& format) {
                               return sum + format.mantissa.size();
                           });
}

/// Whether all records are whole.
bool take_records(packet_reader& from, std::vector<field>& into, std::size_t count)
{
    std::vector<kmp::register_block> formats;
    if (from.left() >= record_id_size + tail_size &&
        !take_first_record(from, into, count, formats)) {
        return false;
    }
    const auto row = size_of_row(formats);
    while (from.left() >= row + tail_size) {
        take_record(from, into, formats);
    }
    return true;
}

}  // namespace

bool is_log_command(kmp::command id) noexcept
{
    return find_log_command(id) != nullptr;
}

void take_log_request(packet_reader& from, std::vector<field>& into, kmp::command id)
{
    const auto& command = *find_log_command(id);
    constexpr std::size_t around = 4;  // logger, count, records, longest answer
    const std::size_t ids = from.left() < 2 ? 0 : 2 * std::size_t{from.peek(2)[1]};
    const auto wanted = around + ids + (command.has_time ? time_size : 0) +
                        (command.has_record_id ? record_id_size : 0);
    if (from.left() != wanted) {
        from.refuse(fault_code::bad_length,
                    core::format("a request for {} registers of a log takes {} bytes; here are {}",
                                 ids / 2, wanted, from.left()));
    }
    take_number_if(from, into, "logger", 1);
    take_number_if(from, into, "count", 1);
    take_ids(from, into, ids / 2);
    take_number_if(from, into, "records", 1);
    take_number_if(from, into, "longest_answer", 1);
    if (command.has_time && from.left() >= time_size) {
        into.push_back(take_time(from));
    }
    if (command.has_record_id && from.left() >= record_id_size) {
        into.push_back(take_record_id(from));
    }
    from.take_rest(into, "rest", "not what the request has");
}

void take_log_response(packet_reader& from, std::vector<field>& into)
{
    constexpr std::size_t head_size = 2;  // logger, count
    if (from.left() < head_size + tail_size) {
        from.refuse(
            fault_code::bad_length,
            core::format("an answer from a log takes at least 7 bytes; here are {}", from.left()));
        from.take_rest(into, "rest", "the beginning of an answer");
        return;
    }
    into.push_back(from.take_number("logger", 1));
    const std::size_t count = from.peek(1)[0];
    into.push_back(from.take_number("count", 1));
    if (!take_records(from, into, count)) {
        return;
    }
    if (from.left() > tail_size) {
        from.refuse(fault_code::bad_length,
                    core::format("a record is cut: {} bytes are left before the end of the answer",
                                 from.left() - tail_size));
        into.push_back(from.take("rest", from.left() - tail_size, {}, "part of a record"));
    }
    if (from.left() < tail_size) {
        from.refuse(
            fault_code::bad_length,
            core::format("an answer from a log ends with 5 bytes; here are {}", from.left()));
        from.take_rest(into, "rest", "the end of the answer");
        return;
    }
    into.push_back(from.take_number("last_read_out", record_id_size));
    into.push_back(from.take_number("newest_record", record_id_size));
    into.push_back(from.take_number("info", 1, info_words(from.peek_number(1))));
}

}  // namespace kmp2mqtt::tool
