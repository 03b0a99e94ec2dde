// SPDX-License-Identifier: Apache-2.0

/// @file
/// A store's file, opened, refused, changed by others and damaged.

#pragma once

#include <fstream>
#include <ios>
#include <sqlite3.h>
#include <string>

#include "journals.hpp"

namespace fake {

struct file_bench : journals {
    std::string path{*this / "kmp2mqtt.sqlite"};

    [[nodiscard]] kmp2mqtt::store::journal open() const { return opened({.path = path}); }

    [[nodiscard]] kmp2mqtt::store::failure refusal() const
    {
        auto none = kmp2mqtt::store::journal::open({.path = path}, noon);
        REQUIRE_FALSE(none);
        return none.error();
    }

    /// Runs SQL on the file as another program would.
    void change(const std::string& sql) const
    {
        sqlite3* file = nullptr;
        REQUIRE(sqlite3_open(path.c_str(), &file) == SQLITE_OK);
        CHECK(sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(file);
    }

    void damage(std::streamoff from, std::size_t size) const
    {
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(from);
        file << std::string(size, '\x5A');
    }
};

}  // namespace fake
