// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/unstuff.hpp"

#include <string>
#include <utility>

#include <kmp/physical.hpp>

#include "core/log.hpp"

namespace kmp2mqtt::tool {
namespace {

using kmp::physical::escape_byte;
using kmp::physical::inverse;
using kmp::physical::is_reserved;

class undoing {
public:
    undoing(std::span<const std::uint8_t> bytes, std::size_t first, std::size_t last)
        : bytes_{bytes}, at_{first}, last_{last}
    {
    }

    unstuffed run() &&
    {
        while (at_ < last_) {
            if (bytes_[at_] == escape_byte) {
                take_escape();
                continue;
            }
            if (is_reserved(bytes_[at_])) {
                refuse(fault_code::reserved_byte,
                       core::format("{:02x} may not stand inside a frame; as data it is sent as "
                                    "1b {:02x}",
                                    bytes_[at_], inverse(bytes_[at_])));
            }
            take(bytes_[at_], 1);
        }
        result_.offsets.push_back(last_);
        return std::move(result_);
    }

private:
    void take(std::uint8_t byte, std::size_t length)
    {
        result_.packet.push_back(byte);
        result_.offsets.push_back(at_);
        at_ += length;
    }

    void take_escape()
    {
        if (at_ + 1 == last_) {
            refuse(fault_code::bad_escape, "1b has nothing behind it that it escapes");
            take(escape_byte, 1);
            return;
        }
        const auto next = bytes_[at_ + 1];
        if (is_reserved(inverse(next))) {
            result_.escapes.push_back({.offset = at_, .stands_for = inverse(next)});
            take(inverse(next), 2);
            return;
        }
        refuse(fault_code::bad_escape,
               core::format("1b {:02x} is no escape; behind 1b stands 7f, bf, f2, f9 or e4", next));
        if (is_reserved(next)) {
            take(escape_byte, 1);
        } else {
            take(inverse(next), 2);
        }
    }

    void refuse(fault_code code, std::string text)
    {
        if (!result_.fault) {
            result_.fault = fault{
                .code = code, .layer = layer::physical, .offset = at_, .text = std::move(text)};
        }
    }

    std::span<const std::uint8_t> bytes_;
    std::size_t at_;
    std::size_t last_;
    unstuffed result_;
};

}  // namespace

unstuffed unstuff(std::span<const std::uint8_t> bytes, std::size_t first, std::size_t last)
{
    return undoing{bytes, first, last}.run();
}

unstuffed as_they_are(std::span<const std::uint8_t> bytes)
{
    unstuffed result;
    result.packet.assign(bytes.begin(), bytes.end());
    for (std::size_t at = 0; at <= bytes.size(); ++at) {
        result.offsets.push_back(at);
    }
    return result;
}

}  // namespace kmp2mqtt::tool
