// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/progress.hpp"

#include <utility>

#include "core/log.hpp"
#include "tool/scan/cost.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr std::size_t parts = 10;

/// Fits the narrowest terminal that is common, 40 columns, with 65536 registers and hours to go.
constexpr std::size_t width = 38;

}  // namespace

std::string scan_progress::update(std::size_t left, std::chrono::milliseconds elapsed)
{
    const auto done = total_ - left;
    const auto tenths = done * parts / total_;
    auto text = core::format("{}/{}", done, total_);
    if (done > 0 && left > 0) {
        const auto rest =
            elapsed * static_cast<std::int64_t>(left) / static_cast<std::int64_t>(done);
        text += core::format(", {} left", about(std::chrono::ceil<std::chrono::seconds>(rest)));
    }
    if (redraws_) {
        shown_ = true;
        const auto bar = std::string(tenths, '#');
        return core::format("\r{:<{}}", core::format("[{:<{}}] {}", bar, parts, text), width);
    }
    if (tenths == tenths_) {
        return {};
    }
    tenths_ = tenths;
    return core::format("kmptool: {} %, {}\n", tenths * parts, text);
}

std::string scan_progress::end()
{
    return std::exchange(shown_, false) ? "\r" + std::string(width, ' ') + "\r" : std::string{};
}

}  // namespace kmp2mqtt::tool
