// SPDX-License-Identifier: Apache-2.0

/// @file
/// A disk under SQLite that writes down what it was told to do, can be full, and can be taken at
/// any moment as a power cut would leave it.

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace fake {

/// While it lives, SQLite's files go through it to the real disk.
class watched_disk {
public:
    struct step {
        enum class kind : std::uint8_t { write, truncate, sync, erase };
        kind what{};
        std::string file;
        std::int64_t at{0};  ///< of a write its place, of a truncation the new size
        std::string bytes;
    };

    watched_disk();
    watched_disk(const watched_disk&) = delete;
    watched_disk& operator=(const watched_disk&) = delete;
    ~watched_disk();

    std::vector<step> steps;  ///< all that was done, the oldest first

    std::int64_t room{-1};      ///< bytes that fit on it; -1: no limit
    bool takes_nothing{false};  ///< every write and sync fails

    /// Writes the files into a folder as they may be after a power cut that came after so many
    /// steps: what was synced is there, of what was not any sectors are.
    void cut_after(std::size_t count, std::mt19937& chance,
                   const std::filesystem::path& folder) const;

    // For SQLite's methods.

    [[nodiscard]] bool fits(const std::string& file, std::int64_t size);
    void note(step what);

private:
    std::map<std::string, std::int64_t> sizes_;
};

}  // namespace fake
