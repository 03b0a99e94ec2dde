// SPDX-License-Identifier: Apache-2.0

#include "link/process.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "core/log.hpp"

using kmp2mqtt::core::format;
using kmp2mqtt::link::process_with_lock;
using kmp2mqtt::link::processes_with_open;

namespace {

/// An open file that is gone with this.
struct open_file {
    std::string path{"/tmp/kmp2mqtt_process_test_XXXXXX"};
    int descriptor{mkstemp(path.data())};

    open_file() = default;
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;
    ~open_file()
    {
        close(descriptor);
        unlink(path.c_str());
    }

    /// As /proc/locks names it.
    [[nodiscard]] std::string place() const
    {
        struct stat status{};
        fstat(descriptor, &status);
        return format("{:02x}:{:02x}:{}", major(status.st_dev), minor(status.st_dev),
                      status.st_ino);
    }
};

}  // namespace

TEST_SUITE("link/process")
{
    TEST_CASE("the holder of a flock is told from those who wait, and from other locks")
    {
        const open_file file;
        std::istringstream table{
            "1: FLOCK  ADVISORY  WRITE 11 00:01:1 0 EOF\n"
            "2: POSIX  ADVISORY  WRITE 12 " +
            file.place() +
            " 0 EOF\n"
            "3: FLOCK  ADVISORY  WRITE 4711 " +
            file.place() +
            " 0 EOF\n"
            "3: -> FLOCK  ADVISORY  WRITE 13 " +
            file.place() + " 0 EOF\n"};
        CHECK(process_with_lock(file.path, table) == 4711);
    }

    TEST_CASE("a holder that the table does not name is not known")
    {
        const open_file file;
        std::istringstream table{"1: FLOCK  ADVISORY  WRITE -1 " + file.place() +
                                 " 0 EOF\nrubbish\n"};
        CHECK(!process_with_lock(file.path, table));
        std::istringstream none;
        CHECK(!process_with_lock("/nonexistent", none));
    }

    // Some file systems have another device number there.
    TEST_CASE("the system's own table names nobody else")
    {
        const open_file file;
        REQUIRE(flock(file.descriptor, LOCK_EX | LOCK_NB) == 0);
        std::ifstream table{"/proc/locks"};
        CHECK(process_with_lock(file.path, table).value_or(getpid()) == getpid());
    }

    TEST_CASE("a file that only this process has open is this process's")
    {
        const open_file file;
        CHECK(processes_with_open(file.path) == std::vector{getpid()});
        CHECK(processes_with_open("/nonexistent").empty());
    }
}
