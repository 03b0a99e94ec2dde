// SPDX-License-Identifier: Apache-2.0

#include "home/topics.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "json/text.hpp"

namespace kmp2mqtt::home {

namespace {

constexpr std::size_t max_response_topic = 256;  // our choice

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_utf8(std::string_view text)
{
    // The JSON library replaces what is not UTF-8; quotes and backslashes it would escape.
    std::string bare;
    std::ranges::copy_if(text, std::back_inserter(bare),
                         [](char c) { return c != '"' && c != '\\'; });
    return json::quoted(bare) == '"' + bare + '"';
}

bool has_control_character(std::string_view text)
{
    if (std::ranges::any_of(text, is_control)) {
        return true;
    }
    // U+0080 to U+009F
    for (auto at = text.find('\xC2'); at != std::string_view::npos;
         at = text.find('\xC2', at + 1)) {
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) {
            return true;
        }
    }
    return false;
}

bool is_under(std::string_view topic, std::string_view root)
{
    return topic.starts_with(root) && (topic.size() == root.size() || topic[root.size()] == '/');
}

}  // namespace

std::string bridge_topic(const settings& home, std::string_view leaf)
{
    return meter_topic(home, "bridge", leaf);
}

std::string meter_topic(const settings& home, std::string_view meter, std::string_view leaf)
{
    std::string topic = home.base_topic;
    topic += '/';
    topic += meter;
    topic += '/';
    topic += leaf;
    return topic;
}

bool is_allowed_response_topic(const settings& home, std::string_view meter, std::string_view topic)
{
    if (topic.empty() || topic.size() > max_response_topic || topic.front() == '$' ||
        topic.find_first_of("+#") != std::string_view::npos) {
        return false;
    }
    if (has_control_character(topic) || !is_utf8(topic)) {
        return false;
    }
    if (is_under(topic, home.discovery_prefix)) {
        return false;
    }
    return !is_under(topic, home.base_topic) ||
           is_under(topic, meter_topic(home, meter, "response"));
}

}  // namespace kmp2mqtt::home
