// SPDX-License-Identifier: Apache-2.0

/// @file
/// A folder of the test's own.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace fake {

/// Gone at its end. One at a time in a process.
class folder {
public:
    folder() { std::filesystem::create_directories(path_); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    ~folder()
    {
        std::error_code why;
        std::filesystem::remove_all(path_, why);
    }

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const
    {
        return path_ / name;
    }

private:
    std::filesystem::path path_{std::filesystem::temp_directory_path() /
                                ("kmp2mqtt-test-" + std::to_string(getpid()))};
};

}  // namespace fake
