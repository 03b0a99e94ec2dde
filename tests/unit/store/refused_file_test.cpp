// SPDX-License-Identifier: Apache-2.0

#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <tuple>

#include "file_bench.hpp"
#include "store/file.hpp"

namespace fs = std::filesystem;
using bench = fake::file_bench;
using kmp2mqtt::store::cause;

TEST_SUITE("store/file: refused")
{
    TEST_CASE_FIXTURE(bench, "a second process on the same file is refused")
    {
        const auto store = open();
        // A second descriptor of this process would give up the lock: another process tries.
        const auto asked = "timeout 5 " STORE_CHILD " " + path;
        const int ended = std::system(asked.c_str());
        CHECK(WIFEXITED(ended));
        CHECK(WEXITSTATUS(ended) == 3);
    }

    TEST_CASE_FIXTURE(bench, "a folder that is not there is not made")
    {
        path = *this / "none/kmp2mqtt.sqlite";
        const auto why = refusal();
        CHECK(why.why == cause::unreachable);
        CHECK(why.text ==
              path +
                  " cannot be made: its folder is not there; make it, or choose another "
                  "[store] path");
        CHECK_FALSE(fs::exists(*this / "none"));
    }

    TEST_CASE_FIXTURE(bench, "a folder is no file")
    {
        path = (*this / "").parent_path();
        CHECK(refusal().text == path + " is a folder; [store] path names a file");
    }

    TEST_CASE_FIXTURE(bench, "a database of another program is left as it is")
    {
        change("CREATE TABLE theirs(a); PRAGMA user_version = 1");
        const auto size = fs::file_size(path);
        const auto why = refusal();
        CHECK(why.why == cause::foreign);
        CHECK(why.text == path + " is a database of another program; choose another [store] path");
        CHECK(fs::file_size(path) == size);
        change("INSERT INTO theirs VALUES(1)");
    }

    TEST_CASE_FIXTURE(bench, "a file that is no database is left, unless a power cut left it zero")
    {
        std::ofstream{path} << "[mqtt]";
        CHECK(refusal().why == cause::foreign);
        CHECK(std::filesystem::file_size(path) == 6);
        std::ofstream{path} << std::string(8192, '\0');
        std::ignore = open();
        CHECK(count("kmp2mqtt.sqlite.damaged") == 1);
    }

    TEST_CASE_FIXTURE(bench, "a file that a later version wrote is refused")
    {
        std::ignore = open();
        change("PRAGMA user_version = 3");
        const auto why = refusal();
        CHECK(why.why == cause::newer);
        CHECK(why.text.find(" was written by a later kmp2mqtt (its tables have version 3") !=
              std::string::npos);
    }
}
