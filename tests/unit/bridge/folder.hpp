// SPDX-License-Identifier: Apache-2.0

/// @file
/// A folder with the files that a configuration names.

#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

#include <doctest/doctest.h>

#include "fake/folder.hpp"

namespace written {

class folder : public fake::folder {
public:
    using fake::folder::path;

    [[nodiscard]] std::string path(std::string_view name) const { return (*this / name).string(); }

    /// Writes a file that only its owner can read. @returns its path
    [[nodiscard]] std::string file(std::string_view name, std::string_view content) const
    {
        std::ofstream{path(name), std::ios::binary} << content;
        std::filesystem::permissions(path(name), owner_only);
        return path(name);
    }

    [[nodiscard]] bool is_empty() const { return std::filesystem::is_empty(path()); }

    /// Runs `work` as somebody who may not look into it.
    template <class Work>
    void locked(const Work& work) const
    {
        const auto user = geteuid();
        std::filesystem::permissions(path(), std::filesystem::perms::none);
        if (user == 0) {
            REQUIRE(seteuid(nobody) == 0);
        }
        work();
        REQUIRE(seteuid(user) == 0);
        std::filesystem::permissions(path(), std::filesystem::perms::owner_all);
    }

private:
    static constexpr uid_t nobody = 65534;
    static constexpr auto owner_only =
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
};

}  // namespace written
