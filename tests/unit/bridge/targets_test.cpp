// SPDX-License-Identifier: Apache-2.0

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "folder.hpp"
#include "written.hpp"

namespace {

using written::a_meter;
using written::accepted;
using written::folder;
using written::has;
using written::refused;

std::string store_in(const std::string& path)
{
    return "[store]\npath = '" + path + "'\n" + a_meter;
}

std::string recorded_in(const std::string& path)
{
    return a_meter + "capture = '" + path + "'\n";
}

std::string woken_by(const std::string& path)
{
    return a_meter + "wake_command = ['" + path + "']\n";
}

/// The head of a database as SQLite writes it.
std::string database(std::string_view owner, char version, char changes)
{
    std::string head(100, '\0');
    head.replace(0, 15, "SQLite format 3");
    head.replace(21, 3, "\x40\x20\x20");
    head[43] = changes;
    head[63] = version;
    head.replace(68, 4, owner);
    return head;
}

}  // namespace

TEST_SUITE("bridge/targets")
{
    TEST_CASE_FIXTURE(folder, "a store's file may be there or not, and is not made")
    {
        CHECK(accepted(store_in(path("new"))).store.path == path("new"));
        CHECK(is_empty());
        for (const auto* const version : {"KMP2", "\0\0\0\0"}) {
            const auto ours = database({version, 4}, *version == 'K' ? 1 : 0, *version);
            CHECK(refused(store_in(file("ours", ours))).empty());
        }
        CHECK(refused(store_in(file("empty", ""))).empty());
    }

    TEST_CASE_FIXTURE(folder, "a store's file that cannot be used is told with its place")
    {
        const auto told = [](const std::string& path, std::string_view why) {
            const auto lines = refused(store_in(path));
            CAPTURE(why);
            CHECK(has(lines, "f.toml:2:8: store.path: " + path));
            CHECK(has(lines, why));
        };
        told("/nonexistent/f", " cannot be made: its folder is not there; make it");
        told("/tmp", " is a folder; [store] path names a file");
        told(file("f.toml", "[mqtt]\n"), " is no database");
        told(file("theirs", database("ABCD", 0, 1)), " is a database of another program");
        told(file("theirs", database({"\0\0\0\0", 4}, 0, 1)), " is a database of another program");
        told(file("later", database("KMP2", 3, 1)), " was written by a later kmp2mqtt");
    }

    TEST_CASE_FIXTURE(folder, "what is damaged is left to the start, which moves it aside")
    {
        auto damaged = database("ABCD", 0, 1);
        damaged.replace(21, 3, "ZZZ");
        CHECK(refused(store_in(file("damaged", damaged))).empty());
        CHECK(refused(store_in(file("zeros", std::string(8192, '\0')))).empty());
    }

    TEST_CASE_FIXTURE(folder, "a recording's file may be there or not, and is not made")
    {
        CHECK(accepted(recorded_in(path("new"))).meters[0].capture == path("new"));
        CHECK(is_empty());
        CHECK(refused(recorded_in(file("old", "kmp-recording 1 x\n"))).empty());
        CHECK(refused(recorded_in(file("empty", ""))).empty());
        CHECK(refused(recorded_in("/dev/null")).empty());
    }

    TEST_CASE_FIXTURE(folder, "a recording's file that cannot be used is told with its place")
    {
        const auto told = [](const std::string& path, std::string_view why) {
            CAPTURE(why);
            CHECK(has(refused(recorded_in(path)),
                      "f.toml:4:11: meter[1].capture: recording to " + path + std::string{why}));
        };
        told("/nonexistent/f", ": its folder is not there; make it, or name another file");
        told("/tmp", ": Is a directory");
        told(file("notes", "milk, bread\n"), ": the file is no recording; name a new one");
    }

    TEST_CASE_FIXTURE(folder, "a program that cannot be run is told with its place")
    {
        const auto told = [](const std::string& path, std::string_view why) {
            CHECK(has(refused(woken_by(path)), "f.toml:4:16: meter[1].wake_command: \"" + path +
                                                   "\" cannot be run: " + std::string{why}));
        };
        CHECK(refused(woken_by("/bin/true")).empty());
        told("/nonexistent/knock", "No such file or directory");
        told("/tmp", "Is a directory");
        told(file("script", "#!/bin/sh\n"), "Permission denied; chmod +x makes it a program");
    }

    TEST_CASE_FIXTURE(folder, "who checks may be another user than the service, which may more")
    {
        locked([this] {
            for (const auto& each :
                 {store_in(path("f")), recorded_in(path("f")), woken_by(path("knock"))}) {
                CAPTURE(each);
                CHECK(refused(each).empty());
            }
        });
    }
}
