// SPDX-License-Identifier: Apache-2.0

/// @file
/// What kmptool align shows: large letters on a terminal, a line a try elsewhere, JSON. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tool/align/alignment.hpp"
#include "tool/screen.hpp"

namespace kmp2mqtt::tool {

/// Whether align_picture() fits.
[[nodiscard]] bool has_room(const screen& on);

/// Verdict and share in large letters, under them the details and the hint: on one screen always
/// the same number of lines, each shorter than the screen is wide. Ink is inverse where the screen
/// has that, else '#'.
///
/// @param is_listening  an answer keeps us waiting, which stands in the verdict's place
[[nodiscard]] std::vector<std::string> align_picture(const alignment& now, const screen& on,
                                                     bool is_listening = false);

/// What is to stand there before a picture is drawn.
enum class ground : std::uint8_t {
    fresh,     ///< nothing of ours
    picture,   ///< one of the same screen, which is drawn over
    reshaped,  ///< one of a screen of another size: the terminal may have broken its lines
};

[[nodiscard]] std::string drawn(const std::vector<std::string>& lines, ground on);

/// Why an alignment ended, as a line of its own and, for scripts, as a word that never changes.
struct align_ending {
    std::string_view name;  ///< "found", "time", "interrupted"
    std::string_view words;
};
[[nodiscard]] const align_ending& ending_of(const alignment& now, bool is_interrupted) noexcept;

/// "   3  DAMAGED  9 bytes             2/3  move the head a few millimetres lower"
[[nodiscard]] std::string align_line(const alignment& now);

/// {"try":3,"verdict":"good","bytes":10,"ms":148,"good_of_last":[3,3],"hint":"hold it there",
/// "seconds_left":297}; "ms" is null where no answer came.
[[nodiscard]] std::string align_json(const alignment& now);

/// "good 17/20, tries 23, telegrams 23"; fits 40 columns, as the picture
///
/// Before it a line says why it ended.
[[nodiscard]] std::string align_summary(const alignment& now, std::uint64_t telegrams,
                                        const align_ending& why);

/// {"summary":{"tries":23,"telegrams":23,"verdict":"good","good_of_last":[17,20],"ended":"time"}};
/// the verdict is null before the first try.
[[nodiscard]] std::string align_summary_json(const alignment& now, std::uint64_t telegrams,
                                             const align_ending& why);

}  // namespace kmp2mqtt::tool
