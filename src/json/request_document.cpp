// SPDX-License-Identifier: Apache-2.0

#include "json/request_document.hpp"

#include <cstddef>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/log.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::json {

namespace {

/// Takes the parser's events. The library parses in a loop, so depth costs no stack, and no tree
/// is built.
class reader final : public nlohmann::json_sax<nlohmann::json> {
public:
    request_document document;

    bool null() override { return take(scalar::kind::null, "null"); }
    bool boolean(bool value) override
    {
        return take(scalar::kind::boolean, value ? "true" : "false");
    }
    bool number_integer(number_integer_t value) override
    {
        return take(scalar::kind::integer, std::to_string(value));
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        return take(scalar::kind::integer, std::to_string(value));
    }
    bool number_float(number_float_t /*value*/, const string_t& digits) override
    {
        return take(scalar::kind::number, digits);
    }
    bool string(string_t& characters) override
    {
        return take(scalar::kind::text, json::quoted(characters), characters);
    }
    bool binary(binary_t& /*bytes*/) override { return false; }

    bool start_object(std::size_t /*elements*/) override
    {
        if (depth_ != 0) {
            complain(misplaced("an object"));
        }
        is_object_ = is_object_ || depth_ == 0;
        ++depth_;
        return true;
    }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t /*elements*/) override
    {
        if (may_list_here()) {
            document.registers.emplace();
        } else {
            complain(misplaced("a list"));
        }
        ++depth_;
        return true;
    }
    bool end_array() override { return leave(); }

    bool key(string_t& name) override
    {
        if (depth_ == 1) {
            key_ = name;
            check_key();
        }
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::json::exception& /*why*/) override
    {
        document = {};
        complain(core::format("the JSON is wrong at byte {}", position));
        return false;
    }

private:
    [[nodiscard]] bool may_list_here() const
    {
        return depth_ == 0 || (depth_ == 1 && is_object_ && key_ == "registers");
    }

    [[nodiscard]] bool is_listed_here() const
    {
        return document.registers &&
               (is_object_ ? depth_ == 2 && key_ == "registers" : depth_ == 1);
    }

    /// What to say of a list or an object where neither may be.
    [[nodiscard]] std::string misplaced(std::string_view what) const
    {
        if (is_object_ && key_ == "transaction") {
            return core::format("the transaction is {}; text, a number or null would be right",
                                what);
        }
        if (is_object_ && key_ == "max_age") {
            return core::format("max_age is {}; a duration such as \"10s\" would be right", what);
        }
        return core::format("{} stands for a register; a number or a name would be right", what);
    }

    bool take(scalar::kind type, std::string json, std::string text = {})
    {
        scalar value{.type = type, .json = std::move(json), .text = std::move(text)};
        if (is_listed_here()) {
            document.registers->push_back(std::move(value));  // NOLINT: is_listed_here() looked
        } else if (depth_ == 0) {
            document.registers = std::vector{std::move(value)};
        } else if (may_list_here()) {
            complain("registers is no list; one such as [60, \"temp_t1\"] would be right");
        } else if (depth_ == 1 && is_object_ && key_ == "max_age") {
            document.max_age = std::move(value);
        } else if (depth_ == 1 && is_object_ && key_ == "transaction") {
            document.transaction = std::move(value);
        }
        return true;  // deeper: start_object or start_array has complained
    }

    void check_key()
    {
        if (key_ != "registers" && key_ != "max_age" && key_ != "transaction") {
            complain(core::format("{} is no key; allowed are registers, transaction and max_age",
                                  json::quoted(key_.substr(0, max_key_shown))));
        } else if (!keys_.insert(key_).second) {
            complain(core::format("{} occurs twice", key_));
        }
    }

    void complain(std::string problem)
    {
        if (document.problem.empty()) {
            document.problem = std::move(problem);
        }
    }

    bool leave()
    {
        --depth_;
        return true;
    }

    static constexpr std::size_t max_key_shown = 64;  // our choice: it goes into the answer

    std::size_t depth_{0};
    bool is_object_{false};  // the outermost value is
    std::string key_;        // of the outermost object
    std::set<std::string> keys_;
};

}  // namespace

request_document read_document(std::string_view text)
{
    reader events;
    // The library takes a zero byte for the end, and would not look at what follows.
    if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
        events.document.problem = core::format("the JSON is wrong at byte {}", zero + 1);
    } else {
        nlohmann::json::sax_parse(text, &events);
    }
    return std::move(events.document);
}

}  // namespace kmp2mqtt::json
