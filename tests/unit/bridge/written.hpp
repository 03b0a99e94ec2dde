// SPDX-License-Identifier: Apache-2.0

/// @file
/// Configurations as they are written in tests; the file is always called f.toml.

#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "bridge/config.hpp"

namespace written {

using namespace kmp2mqtt;

/// Three lines: further keys of the meter may follow.
// NOLINTNEXTLINE(cert-err58-cpp): a test program that cannot start has failed
inline const std::string a_meter = "[[meter]]\nname = 'heating'\ndevice = '/dev/ttyUSB0'\n";

inline bridge::problems refused(const std::string& text)
{
    const auto read = bridge::parse_config(text, "f.toml");
    return read ? bridge::problems{} : read.error();
}

inline bridge::config accepted(const std::string& text)
{
    const auto read = bridge::parse_config(text, "f.toml");
    REQUIRE_MESSAGE(read, (read ? std::string{} : read.error().front()));
    return *read;
}

/// A meter with the smallest section and these keys beside.
inline meter::settings one_meter(const std::string& keys)
{
    return accepted(a_meter + keys).meters.at(0);
}

/// Whether a line has these words.
inline bool has(const std::vector<std::string>& lines, std::string_view words)
{
    return std::ranges::any_of(
        lines, [&](const std::string& line) { return line.find(words) != std::string::npos; });
}

}  // namespace written
