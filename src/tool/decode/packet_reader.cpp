// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/packet_reader.hpp"

#include <cassert>
#include <utility>

namespace kmp2mqtt::tool {

kmp::value number(std::uint64_t of)
{
    return kmp::decimal{of};
}

kmp::value words(std::string_view of)
{
    return kmp::ascii_text{std::string{of}};
}

std::span<const std::uint8_t> packet_reader::peek(std::size_t count) const
{
    assert(count <= left());
    return std::span{from_->packet}.subspan(at_, count);
}

std::uint64_t packet_reader::peek_number(std::size_t count) const
{
    std::uint64_t sum = 0;
    for (const auto byte : peek(count)) {
        sum = (sum << 8U) | byte;
    }
    return sum;
}

field packet_reader::take(layer of, std::string_view name, std::size_t count, kmp::value value,
                          std::string meaning)
{
    assert(count <= left());
    const auto begin = from_->offsets[at_];
    at_ += count;
    return {.layer = of,
            .offset = begin,
            .length = from_->offsets[at_] - begin,
            .name = name,
            .value = std::move(value),
            .meaning = std::move(meaning),
            .fields = {}};
}

field packet_reader::take_number(std::string_view name, std::size_t count, std::string meaning)
{
    const auto content = peek_number(count);
    if (meaning.empty()) {
        meaning = std::to_string(content);
    }
    return take(name, count, number(content), std::move(meaning));
}

void packet_reader::take_rest(std::vector<field>& into, std::string_view name, std::string meaning)
{
    if (left() > 0) {
        into.push_back(take(name, left(), {}, std::move(meaning)));
    }
}

void packet_reader::refuse(fault_code code, std::string text)
{
    if (!wrong_) {
        wrong_ = fault{.code = code,
                       .layer = layer::application,
                       .offset = from_->offsets[at_],
                       .text = std::move(text)};
    }
}

field group(std::string_view name, std::vector<field> parts, kmp::value value, std::string meaning)
{
    assert(!parts.empty());
    const auto begin = parts.front().offset;
    const auto end = parts.back().offset + parts.back().length;
    return {.layer = parts.front().layer,
            .offset = begin,
            .length = end - begin,
            .name = name,
            .value = std::move(value),
            .meaning = std::move(meaning),
            .fields = std::move(parts)};
}

}  // namespace kmp2mqtt::tool
