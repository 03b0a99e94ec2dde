// SPDX-License-Identifier: Apache-2.0

#include "json/text.hpp"

#include <cstddef>
#include <optional>
#include <type_traits>
#include <variant>

#include <nlohmann/json.hpp>

#include "core/local_time.hpp"

namespace kmp2mqtt::json {

namespace {

/// Our choice: a double, which most readers of JSON use, carries 15 digits for sure.
constexpr std::size_t max_number_digits = 15;

bool fits_number(const kmp::decimal& of)
{
    return of.significant_digits() <= max_number_digits;
}

std::string number(const kmp::decimal& of)
{
    return fits_number(of) ? of.text() : json::quoted(of.text());
}

std::string moment(const kmp::date_time& of)
{
    std::optional<bool> dst;
    if (of.dst) {
        dst = *of.dst != std::chrono::minutes{0};
    }
    return json::quoted(core::iso_text(core::from_local(of.date, of.since_midnight, dst)));
}

}  // namespace

std::string quoted(std::string_view text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string text(const kmp::value& of)
{
    return std::visit(
        [&of](const auto& content) {
            using content_type = std::decay_t<decltype(content)>;
            if constexpr (std::is_same_v<content_type, kmp::no_value>) {
                return std::string{"null"};
            } else if constexpr (std::is_same_v<content_type, kmp::decimal>) {
                return number(content);
            } else if constexpr (std::is_same_v<content_type, kmp::bit_field>) {
                return number(content.bits);
            } else if constexpr (std::is_same_v<content_type, kmp::date_time>) {
                return moment(content);
            } else {
                return json::quoted(kmp::text(of));
            }
        },
        of);
}

bool is_number(const kmp::value& of)
{
    if (const auto* const bits = std::get_if<kmp::bit_field>(&of)) {
        return fits_number(bits->bits);
    }
    const auto* const number = std::get_if<kmp::decimal>(&of);
    return number != nullptr && fits_number(*number);
}

object& object::add(std::string_view key, std::string_view json)
{
    if (!members_.empty()) {
        members_ += ',';
    }
    members_ += json::quoted(key);
    members_ += ':';
    members_ += json;
    return *this;
}

object& object::add_text_or_null(std::string_view key, std::string_view text)
{
    return text.empty() ? add(key, "null") : add_text(key, text);
}

object& object::add_number(std::string_view key, std::int64_t number)
{
    return add(key, std::to_string(number));
}

std::string array(const std::vector<std::string>& elements)
{
    std::string inside;
    for (const auto& element : elements) {
        inside += inside.empty() ? "" : ",";
        inside += element;
    }
    return "[" + inside + "]";
}

}  // namespace kmp2mqtt::json
