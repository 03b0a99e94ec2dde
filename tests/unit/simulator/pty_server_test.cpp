// SPDX-License-Identifier: Apache-2.0

#include "simulator/pty_server.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "fake/manual_clock.hpp"

namespace {

namespace fs = std::filesystem;
namespace simulator = kmp2mqtt::simulator;
using kmp2mqtt::core::cause;

/// A folder, and a name in it for the link.
struct bench {
    bench() { fs::create_directories(folder); }
    bench(const bench&) = delete;
    bench& operator=(const bench&) = delete;
    ~bench()
    {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }

    [[nodiscard]] simulator::pty_server make_server()
    {
        return {io.get_executor(), around, simulator::far_end{.name = "nobody", .begin = {}}};
    }

    asio::io_context io;
    fake::manual_clock time;
    simulator::surroundings around{.time = time};
    fs::path folder{fs::temp_directory_path() / ("kmptool-pty-" + std::to_string(getpid()))};
    fs::path link{folder / "meter"};
};

}  // namespace

TEST_SUITE("simulator/pty_server")
{
    TEST_CASE_FIXTURE(bench, "the link leads to a pseudo-terminal, and is gone with the server")
    {
        {
            auto server = make_server();
            CHECK(server.open(link.string()));
            CHECK(fs::read_symlink(link).string().starts_with("/dev/pts/"));
        }
        CHECK_FALSE(fs::is_symlink(link));
    }

    TEST_CASE_FIXTURE(bench, "a link that a server left behind is replaced")
    {
        const fs::path gone{"/dev/pts/999999"};
        fs::create_symlink(gone, link);
        auto server = make_server();
        CHECK(server.open(link.string()));
        CHECK(fs::read_symlink(link) != gone);
    }

    TEST_CASE_FIXTURE(bench, "a link left behind may have had the number that the new device gets")
    {
        fs::path next;
        {
            auto before = make_server();
            REQUIRE(before.open(link.string()));
            next = fs::read_symlink(link);
        }
        fs::create_symlink(next, link);
        auto server = make_server();
        CHECK(server.open(link.string()));
    }

    TEST_CASE_FIXTURE(bench, "a link that another server serves stays with it")
    {
        auto first = make_server();
        REQUIRE(first.open(link.string()));
        const auto served = fs::read_symlink(link);
        {
            auto second = make_server();
            const auto opened = second.open(link.string());
            REQUIRE_FALSE(opened);
            CHECK(opened.error().why == cause::port_busy);
            CHECK(opened.error().text == "linking " + link.string() + ": it leads to " +
                                             served.string() +
                                             ", which is in use; name another link, or remove it "
                                             "if nobody needs it");
        }
        CHECK(fs::read_symlink(link) == served);
    }

    TEST_CASE_FIXTURE(bench,
                      "the link is told with its whole path, whatever folder it was named in")
    {
        const auto here = fs::current_path();
        fs::current_path(folder);
        auto server = make_server();
        const auto opened = server.open("meter");
        fs::current_path(here);
        REQUIRE(opened);
        CHECK(fs::path{*opened} == fs::canonical(folder) / "meter");
    }

    TEST_CASE_FIXTURE(bench, "what is somebody's stays, also after the server")
    {
        const auto precious = folder / "precious";
        std::ofstream{precious} << "text";
        SUBCASE("a file")
        {
            fs::rename(precious, link);
        }
        SUBCASE("a link to a file")
        {
            fs::create_symlink(precious, link);
        }
        SUBCASE("a link to a folder")
        {
            fs::create_symlink(folder, link);
        }
        SUBCASE("a link to a real device")
        {
            fs::create_symlink("/dev/null", link);
        }
        SUBCASE("a link that leads nowhere")
        {
            fs::create_symlink(folder / "gone", link);
        }
        SUBCASE("a link to what makes terminals")
        {
            fs::create_symlink("/dev/pts/ptmx", link);
        }
        SUBCASE("a link that only seems to lead to a terminal")
        {
            fs::create_symlink("/dev/pts/../null", link);
        }
        const auto before = fs::symlink_status(link).type();
        {
            auto server = make_server();
            const auto opened = server.open(link.string());
            REQUIRE_FALSE(opened);
            CHECK(opened.error().why == cause::port_busy);
            CHECK(opened.error().text ==
                  "linking " + link.string() + ": a file of that name exists; name another link");
        }
        CHECK(fs::symlink_status(link).type() == before);
    }
}
