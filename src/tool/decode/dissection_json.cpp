// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/dissection_json.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include <kmp/command_info.hpp>

#include "core/hex.hpp"
#include "core/log.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::tool {
namespace {

std::int64_t signed_number(std::size_t of)
{
    return static_cast<std::int64_t>(of);
}

/// Dates and times as the meter shows them: which zone it is in does not stand in a frame.
std::string value_json(const kmp::value& of)
{
    return std::holds_alternative<kmp::date_time>(of) ? json::quoted(kmp::text(of))
                                                      : json::text(of);
}

std::string field_json(const dissection& of, const field& item)
{
    json::object text;
    text.add_text("name", item.name)
        .add_number("offset", signed_number(item.offset))
        .add_number("length", signed_number(item.length))
        .add_text("hex", core::hex_text(of.bytes.subspan(item.offset, item.length), ""))
        .add("value", value_json(item.value))
        .add_text("meaning", item.meaning);
    if (!item.fields.empty()) {
        std::vector<std::string> inside;
        inside.reserve(item.fields.size());
        for (const auto& part : item.fields) {
            inside.push_back(field_json(of, part));
        }
        text.add("fields", json::array(inside));
    }
    return text.text();
}

std::string layers_json(const dissection& of)
{
    json::object layers;
    for (const auto wanted : {layer::physical, layer::data_link, layer::application}) {
        std::vector<std::string> fields;
        for (const auto& item : of.fields) {
            if (item.layer == wanted) {
                fields.push_back(field_json(of, item));
            }
        }
        layers.add(name_of(wanted), json::array(fields));
    }
    return layers.text();
}

std::string escapes_json(const dissection& of)
{
    std::vector<std::string> escapes;
    escapes.reserve(of.escapes.size());
    for (const auto& item : of.escapes) {
        escapes.push_back(json::object{}
                              .add_number("offset", signed_number(item.offset))
                              .add_text("byte", core::format("{:02x}", item.stands_for))
                              .text());
    }
    return json::array(escapes);
}

std::string fault_json(const std::optional<fault>& of)
{
    if (!of) {
        return "null";
    }
    return json::object{}
        .add_text("code", name_of(of->code))
        .add_text("layer", name_of(of->layer))
        .add_number("offset", signed_number(of->offset))
        .add_text("message", of->text)
        .text();
}

std::string notes_json(const dissection& of)
{
    std::vector<std::string> notes;
    notes.reserve(of.notes.size());
    for (const auto& note : of.notes) {
        notes.push_back(json::quoted(note));
    }
    return json::array(notes);
}

std::string_view kind_name(part_kind of)
{
    switch (of) {
        case part_kind::frame:
            return "frame";
        case part_kind::packet:
        case part_kind::stuffed_packet:
            return "packet";
        case part_kind::ack:
            return "ack";
        case part_kind::noise:
            break;
    }
    return "noise";
}

std::string_view sender_name(const dissection& of)
{
    if (!of.sender) {
        return "";
    }
    return *of.sender == kmp::physical::sender::host ? "host" : "meter";
}

/// The value of the outermost field with this name, or null.
std::string value_of(const dissection& of, std::string_view name)
{
    const auto found = std::ranges::find(of.fields, name, &field::name);
    return found == of.fields.end() ? "null" : value_json(found->value);
}

std::string_view command_name(const dissection& of)
{
    const auto found = std::ranges::find(of.fields, std::string_view{"command"}, &field::name);
    if (found == of.fields.end()) {
        return "";
    }
    const auto* const code = std::get_if<kmp::decimal>(&found->value);
    const auto* const known =
        code == nullptr
            ? nullptr
            : kmp::find(kmp::command{static_cast<std::uint8_t>(code->to_integer().value_or(0))});
    return known == nullptr ? "" : known->name;
}

}  // namespace

std::string json_of(const dissection& of, const place& where)
{
    return json::object{}
        .add_text("kind", kind_name(of.kind))
        .add_number("line", signed_number(where.line))
        .add_number("offset", signed_number(where.offset))
        .add_text_or_null("port", where.port)
        .add_text_or_null("from", sender_name(of))
        .add_number("length", signed_number(of.bytes.size()))
        .add_text("hex", core::hex_text(of.bytes, ""))
        .add("destination", value_of(of, "destination"))
        .add("command", value_of(of, "command"))
        .add_text_or_null("command_name", command_name(of))
        .add("layers", layers_json(of))
        .add("escapes", escapes_json(of))
        .add("fault", fault_json(of.fault))
        .add("notes", notes_json(of))
        .text();
}

}  // namespace kmp2mqtt::tool
