// SPDX-License-Identifier: Apache-2.0

/// @file
/// The file of a recording: it only grows, a whole line at a time.

#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/failure.hpp"

namespace kmp2mqtt::link {

/// Open, and nobody else's, as long as it lives. A line of some hundred bytes goes to the system's
/// memory at once, so the loop may write it.
class recording_file {
public:
    recording_file() = default;  ///< none: lines go nowhere
    recording_file(const recording_file&) = delete;
    recording_file& operator=(const recording_file&) = delete;
    recording_file(recording_file&& other) noexcept
        : path_{std::move(other.path_)}, descriptor_{std::exchange(other.descriptor_, -1)}
    {
    }
    recording_file& operator=(recording_file&& other) noexcept
    {
        std::swap(path_, other.path_);
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~recording_file();

    /// Makes the file, for its owner alone (mode 0600); what is in one that is there stays, and so
    /// does its mode.
    ///
    /// @param first_line  tells at once whether the file can be written
    /// @returns no_permission, port_busy if another recording_file has it, in any program,
    /// internal;
    ///          also internal for a file that has something in it but is no recording
    [[nodiscard]] static core::outcome<recording_file> append_to(const std::string& path,
                                                                 std::string_view first_line);

    /// What append_to() would say, as far as can be seen without making or changing anything.
    [[nodiscard]] static core::outcome<kmp::done> look_at(const std::string& path);

    /// If it fails, such as on a full disk: one line in the log says so, the file ends with the
    /// last line that is whole, and nothing more is written.
    void write(std::string_view line);

private:
    std::string path_;
    int descriptor_{-1};
};

}  // namespace kmp2mqtt::link
