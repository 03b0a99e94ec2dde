// SPDX-License-Identifier: Apache-2.0

/// @file
/// What kmptool align shows: large letters on a terminal, a line a try elsewhere, JSON. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tool/align/alignment.hpp"
#include "tool/screen.hpp"

namespace kmp2mqtt::tool {

/// Whether align_picture() fits.
[[nodiscard]] bool has_room(const screen& on);

/// Verdict and share in large letters, under them the details and the hint: always the same number
/// of lines, each shorter than the screen is wide. Ink is inverse where the screen has that, else
/// '#'.
[[nodiscard]] std::vector<std::string> align_picture(const alignment& now, const screen& on);

/// Text that draws lines, over as many that were drawn before.
[[nodiscard]] std::string drawn(const std::vector<std::string>& lines, bool is_first);

/// "   3  DAMAGED  9 bytes             2/3  move the head a few millimetres lower"
[[nodiscard]] std::string align_line(const alignment& now);

/// {"try":3,"verdict":"good","bytes":10,"ms":148,"good_of_last":[3,3],"hint":"hold it there"};
/// "ms" is null where no answer came.
[[nodiscard]] std::string align_json(const alignment& now);

/// "good 17/20, tries 23, telegrams 23"; fits 40 columns, as the picture
[[nodiscard]] std::string align_summary(const alignment& now, std::uint64_t telegrams);

/// {"summary":{"tries":23,"telegrams":23,"verdict":"good","good_of_last":[17,20]}}; the verdict is
/// null before the first try.
[[nodiscard]] std::string align_summary_json(const alignment& now, std::uint64_t telegrams);

}  // namespace kmp2mqtt::tool
