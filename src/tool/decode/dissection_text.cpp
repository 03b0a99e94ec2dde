// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/dissection_text.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/hex.hpp"
#include "core/log.hpp"
#include "tool/text_block.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr std::size_t left = 6;  // columns before the bytes: four of the offset, two blanks

/// Two letters under a byte: the first two of its field's name, unless these mean another.
std::string_view mark_of(std::string_view name)
{
    struct exception {
        std::string_view name;
        std::string_view mark;
    };
    constexpr std::array exceptions{
        exception{.name = "stop", .mark = "sp"},
        exception{.name = "checksum", .mark = "cs"},
        exception{.name = "command", .mark = "cm"},
        exception{.name = "record_id", .mark = "ri"},
        exception{.name = "clear_always", .mark = "ca"},
    };
    for (const auto& row : exceptions) {
        if (row.name == name) {
            return row.mark;
        }
    }
    return name.substr(0, 2);
}

void set_marks(std::vector<std::string_view>& marks, const std::vector<field>& fields)
{
    for (const auto& row : fields) {
        if (row.fields.empty()) {
            std::fill_n(marks.begin() + static_cast<std::ptrdiff_t>(row.offset), row.length,
                        mark_of(row.name));
        }
        set_marks(marks, row.fields);
    }
}

/// The bytes in rows, and under each byte what it is.
std::string dump(const dissection& of, std::size_t width)
{
    std::vector<std::string_view> marks(of.bytes.size());
    set_marks(marks, of.fields);
    const auto per_row = std::min<std::size_t>((width - left + 1) / 3, 16);
    std::string text;
    for (std::size_t at = 0; at < of.bytes.size(); at += per_row) {
        const auto count = std::min(per_row, of.bytes.size() - at);
        text += core::format("{:4}  {}\n", at, core::hex_text(of.bytes.subspan(at, count)));
        std::string under;
        for (std::size_t i = at; i < at + count; ++i) {
            under += core::format("{}{}", i == at ? "" : " ", marks[i]);
        }
        text += core::format("{:6}{}\n", "", under);
    }
    return text;
}

std::string_view title_of(layer of)
{
    constexpr std::array<std::string_view, 3> titles{"physical layer", "data link layer",
                                                     "application layer"};
    return titles[static_cast<std::size_t>(of)];
}

/// One line of a layer, or more where it is long.
struct row {
    std::size_t offset{0};
    std::size_t depth{0};
    std::string name;
    std::string bytes;
    std::string meaning;
};

void collect(std::vector<row>& rows, const dissection& of, const std::vector<field>& fields,
             layer wanted, std::size_t depth)
{
    for (const auto& item : fields) {
        if (item.layer == wanted) {
            rows.push_back({.offset = item.offset,
                            .depth = depth,
                            .name = std::string{item.name},
                            .bytes = item.fields.empty() ? core::hex_text(of.bytes.subspan(
                                                               item.offset, item.length))
                                                         : "",
                            .meaning = item.meaning});
            collect(rows, of, item.fields, wanted, depth + 1);
        }
    }
}

std::vector<row> rows_of(const dissection& of, layer wanted)
{
    std::vector<row> rows;
    collect(rows, of, of.fields, wanted, 0);
    if (wanted == layer::physical) {
        for (const auto& item : of.escapes) {
            rows.push_back({.offset = item.offset,
                            .depth = 0,
                            .name = "escape",
                            .bytes = core::hex_text(of.bytes.subspan(item.offset, 2)),
                            .meaning = core::format("-> {:02x}", item.stands_for)});
        }
        std::ranges::sort(rows, {}, &row::offset);
    }
    return rows;
}

/// Offset, name and bytes in columns, the meaning behind them; on narrow screens below them.
std::string written(const row& of, std::size_t width)
{
    constexpr std::size_t name_columns = 16;
    constexpr std::size_t byte_columns = 13;  // four bytes and two blanks
    constexpr std::size_t meaning_at = left + name_columns + byte_columns;
    constexpr std::size_t narrow = 60;
    auto name = std::string(of.depth * 2, ' ') + of.name;
    std::ranges::replace(name, '_', ' ');
    const auto head = core::format("{:4}  {:<{}}", of.offset, name, name_columns);
    const bool is_group = of.bytes.empty();
    if (is_group) {
        return wrapped(head, of.meaning, width, left + of.depth * 2 + 2);
    }
    if (width >= narrow && of.bytes.size() + 2 <= byte_columns) {
        return wrapped(core::format("{}{:<{}}", head, of.bytes, byte_columns), of.meaning, width,
                       meaning_at);
    }
    const auto at = width >= narrow ? meaning_at : left + of.depth * 2 + 2;
    return wrapped(head, of.bytes, width, left + name_columns) +
           (of.meaning.empty() ? "" : wrapped(std::string(at, ' '), of.meaning, width, at));
}

std::string_view kind_words(part_kind of)
{
    switch (of) {
        case part_kind::frame:
            return "frame";
        case part_kind::packet:
        case part_kind::stuffed_packet:
            return "packet";
        case part_kind::ack:
            return "acknowledge";
        case part_kind::noise:
            break;
    }
    return "noise";
}

std::string_view direction_words(const dissection& of)
{
    if (!of.sender || of.kind == part_kind::ack || of.kind == part_kind::noise) {
        return "";
    }
    return *of.sender == kmp::physical::sender::host ? ", host to meter" : ", meter to host";
}

std::string_view verdict_words(const dissection& of)
{
    if (of.kind == part_kind::noise) {
        return "";
    }
    return of.fault ? ", BAD" : ", good";
}

std::string heading(const dissection& of, const place& where)
{
    return core::format("{} {}{}, {} {}{}: {} {}{}", kind_words(of.kind), where.number,
                        direction_words(of), of.bytes.size(),
                        of.bytes.size() == 1 ? "byte" : "bytes", verdict_words(of), where.unit,
                        where.line, where.port.empty() ? "" : " " + where.port);
}

}  // namespace

std::string text_of(const dissection& of, const place& where, std::size_t width)
{
    width = std::max(width, min_width);
    auto text = wrapped("", heading(of, where), width, 2);
    if (of.fault) {
        text += wrapped("  fault: ", core::format("at {}: {}", of.fault->offset, of.fault->text),
                        width, 4);
    }
    for (const auto& note : of.notes) {
        text += wrapped("  note: ", note, width, 4);
    }
    text += dump(of, width);
    for (const auto wanted : {layer::physical, layer::data_link, layer::application}) {
        const auto rows = rows_of(of, wanted);
        if (!rows.empty()) {
            text += core::format("{}\n", title_of(wanted));
        }
        for (const auto& item : rows) {
            text += written(item, width);
        }
    }
    return text;
}

}  // namespace kmp2mqtt::tool
