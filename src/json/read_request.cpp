// SPDX-License-Identifier: Apache-2.0

#include "json/read_request.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <span>
#include <system_error>
#include <utility>

#include <kmp/registers.hpp>

#include "core/duration.hpp"
#include "core/log.hpp"
#include "json/request_document.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::json {

namespace {

constexpr std::size_t max_text_shown = 64;  // our choice: it goes into the answer

template <class T>
using outcome = kmp::result<T, refused_request>;

refused_request bad(std::string message)
{
    return {.code = "bad_request", .message = std::move(message)};
}

std::string shown(std::string_view text)
{
    return json::quoted(text.substr(0, max_text_shown));
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_word(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    });
}

outcome<kmp::register_id> register_of_digits(std::string_view digits, int base,
                                             std::string_view written)
{
    std::uint16_t number = 0;
    const std::span<const char> characters{digits};
    const auto* const end = std::to_address(characters.end());
    const auto [stop, error] =
        std::from_chars(std::to_address(characters.begin()), end, number, base);
    if (error != std::errc{} || stop != end) {
        return bad(core::format("{} is no register number; 0 to 65535 or 0x0 to 0xFFFF are",
                                shown(written)));
    }
    return kmp::register_id{number};
}

/// A name, a number or a hex number.
outcome<kmp::register_id> register_of_text(std::string_view text)
{
    if (text.starts_with("0x") || text.starts_with("0X")) {
        return register_of_digits(text.substr(2), 16, text);
    }
    if (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        return register_of_digits(text, 10, text);
    }
    if (const auto id = kmp::find_register(text)) {
        return *id;
    }
    auto message = core::format("no register is called {}", shown(text));
    if (const auto near = kmp::nearest_name(text.substr(0, max_text_shown)); !near.empty()) {
        message += core::format("; {} is near", near);
    }
    return refused_request{.code = "unknown_register", .message = std::move(message)};
}

outcome<kmp::register_id> register_of(const scalar& from)
{
    switch (from.type) {
        case scalar::kind::integer:
            return register_of_digits(from.json, 10, from.json);
        case scalar::kind::text:
            return register_of_text(from.text);
        default:
            return bad(core::format("{} names no register; a number from 0 to 65535 or a name does",
                                    shown(from.json)));
    }
}

outcome<std::vector<kmp::register_id>> registers_of(const std::vector<scalar>& listed)
{
    if (listed.empty()) {
        return bad("the list is empty; an empty payload reads the configured registers");
    }
    std::vector<kmp::register_id> registers;
    for (const auto& element : listed) {
        const auto id = register_of(element);
        if (!id) {
            return id.error();
        }
        if (std::ranges::find(registers, *id) != registers.end()) {
            return bad(core::format("{} is asked for twice", kmp::name_of(*id)));
        }
        registers.push_back(*id);
    }
    if (registers.size() > max_request_registers) {
        return bad(core::format("{} registers are too many; at most {} go into one command",
                                registers.size(), max_request_registers));
    }
    return registers;
}

outcome<std::optional<std::chrono::milliseconds>> max_age_of(const std::optional<scalar>& from)
{
    if (!from) {
        return std::optional<std::chrono::milliseconds>{};
    }
    if (from->type == scalar::kind::text) {
        const auto age = core::parse_duration(from->text);
        if (age && age->count() >= 0) {
            return age;
        }
    }
    return bad(core::format("max_age is {}; a duration such as \"10s\" would be right",
                            shown(from->json)));
}

outcome<read_request> request_of(const request_document& document)
{
    if (!document.problem.empty()) {
        return bad(document.problem);
    }
    read_request request;
    if (document.registers) {
        auto registers = registers_of(*document.registers);
        if (!registers) {
            return registers.error();
        }
        request.registers = *std::move(registers);
    }
    const auto max_age = max_age_of(document.max_age);
    if (!max_age) {
        return max_age.error();
    }
    request.max_age = *max_age;
    return request;
}

outcome<read_request> parse_json(std::string_view text)
{
    const auto document = read_document(text);
    const auto transaction = document.transaction ? document.transaction->json : "null";
    if (transaction.size() > max_transaction_bytes) {
        return bad(core::format("the transaction has {} bytes; at most {} are given back",
                                transaction.size(), max_transaction_bytes));
    }
    auto request = request_of(document);
    if (!request) {
        auto refused = request.error();
        refused.transaction = transaction;
        return refused;
    }
    request->transaction = transaction;
    return request;
}

/// Text without JSON's quotes, as people type it: temp_t1, 0x4A, 60.
outcome<read_request> parse_word(std::string_view word)
{
    if (!is_word(word) || word == "true" || word == "false" || word == "null") {
        return bad(
            core::format("{} is no command; a register, a list of them, or an object with "
                         "registers, transaction and max_age is",
                         shown(word)));
    }
    const auto id = register_of_text(word);
    if (!id) {
        return id.error();
    }
    read_request request;
    request.registers = {*id};
    return request;
}

}  // namespace

kmp::result<read_request, refused_request> parse_read_request(std::string_view payload)
{
    if (payload.size() > max_request_bytes) {
        return bad(core::format("the command has {} bytes; at most {} are read", payload.size(),
                                max_request_bytes));
    }
    const auto text = trimmed(payload);
    if (text.empty() || text == "PRESS") {
        return read_request{};
    }
    constexpr std::string_view json_starts = "{[\"";
    return json_starts.find(text.front()) != std::string_view::npos ? parse_json(text)
                                                                    : parse_word(text);
}

}  // namespace kmp2mqtt::json
