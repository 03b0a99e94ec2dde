// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <cstring>
#include <dlfcn.h>
#include <memory>
#include <netdb.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <asio/connect.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <doctest/doctest.h>

#include "core/steady_clock.hpp"
#include "core/task_group.hpp"
#include "fake/hex.hpp"
#include "link/device_url.hpp"
#include "link/open.hpp"
#include "link/recorder.hpp"
#include "live/run_task.hpp"

using namespace std::chrono_literals;

/// A name server that does not answer: names that begin with "hangs" take two seconds.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                           addrinfo** list)
{
    if (name != nullptr && std::strncmp(name, "hangs", 5) == 0) {
        std::this_thread::sleep_for(2s);
        return EAI_AGAIN;
    }
    void* const next = dlsym(RTLD_NEXT, "getaddrinfo");
    decltype(&getaddrinfo) original = nullptr;
    std::memcpy(&original, &next, sizeof next);
    return original(name, service, hints, list);
}

namespace {

using asio::ip::tcp;
using fake::bytes;
using fake::hex;
using kmp2mqtt::core::cause;
using kmp2mqtt::core::outcome;
using kmp2mqtt::core::task_group;
namespace link = kmp2mqtt::link;

struct bench {
    /// A listener on `address`, or none if the address is not there.
    [[nodiscard]] tcp::acceptor listen(std::string_view address)
    {
        return tcp::acceptor{io, tcp::endpoint{asio::ip::make_address(address), 0}};
    }

    [[nodiscard]] std::unique_ptr<link::link> make(const std::string& host, std::uint16_t port)
    {
        const auto url = "socket://" + host + ':' + std::to_string(port);
        return link::make_link(io.get_executor(), time, *link::parse_device_url(url));
    }

    outcome<kmp::done> open(link::link& wire) { return live::run_task(io, wire.open()); }

    outcome<kmp::done> write(link::link& wire, const bytes& data)
    {
        return live::run_task(io, wire.write(data));
    }

    outcome<std::size_t> read(link::link& wire) { return live::run_task(io, wire.read(buffer)); }

    asio::io_context io;
    kmp2mqtt::core::steady_clock time;
    bytes buffer = bytes(256);
};

void say(tcp::socket& peer, std::string_view text)
{
    asio::write(peer, asio::buffer(text));
}

/// The port number of a listener that is no more.
std::uint16_t dead_port(bench& at)
{
    return at.listen("127.0.0.1").local_endpoint().port();
}

void check_exchange(bench& at, std::string_view address, const std::string& host)
{
    auto listener = at.listen(address);
    const auto wire = at.make(host, listener.local_endpoint().port());
    const auto opened = at.open(*wire);
    CAPTURE((opened ? "" : opened.error().text));
    REQUIRE(opened);
    auto peer = listener.accept();

    const auto request = hex("80 3f 01 05 8a 0d");
    REQUIRE(at.write(*wire, request));
    bytes heard(request.size());
    asio::read(peer, asio::buffer(heard));
    CHECK(heard == request);

    say(peer, "@answer");
    const auto size = at.read(*wire);
    REQUIRE(size);
    CHECK(std::string_view{reinterpret_cast<const char*>(at.buffer.data()), *size} == "@answer");
}

asio::awaitable<outcome<kmp::done>> open_within(bench& at, link::link& wire,
                                                std::chrono::milliseconds patience)
{
    using namespace asio::experimental::awaitable_operators;
    auto first = co_await (wire.open() || at.time.sleep(patience));
    if (first.index() == 0) {
        co_return std::get<0>(std::move(first));
    }
    co_return kmp2mqtt::core::failure{cause::silence, "given up"};
}

asio::awaitable<void> open_and_keep(link::link& wire, outcome<kmp::done>& result)
{
    result = co_await wire.open();
}

}  // namespace

TEST_SUITE("live/tcp")
{
    TEST_CASE_FIXTURE(bench, "bytes go both ways")
    {
        SUBCASE("over IPv4")
        {
            check_exchange(*this, "127.0.0.1", "127.0.0.1");
        }
        SUBCASE("over IPv6")
        {
            check_exchange(*this, "::1", "[::1]");
        }
        SUBCASE("to a name, whichever of its addresses listens")
        {
            check_exchange(*this, "127.0.0.1", "localhost");
        }
    }

    TEST_CASE_FIXTURE(bench, "a port where nobody listens refuses, until somebody does")
    {
        const auto wire = make("127.0.0.1", dead_port(*this));
        const auto refused = open(*wire);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().why == cause::connection_refused);
        CHECK(refused.error().text.find(wire->name()) != std::string::npos);
        CHECK_FALSE(wire->is_open());
    }

    TEST_CASE_FIXTURE(bench, "a connection that is reset or ended is lost, and can be made again")
    {
        auto listener = listen("127.0.0.1");
        const auto wire = make("127.0.0.1", listener.local_endpoint().port());
        REQUIRE(open(*wire));
        {
            auto peer = listener.accept();
            SUBCASE("reset")
            {
                peer.set_option(tcp::socket::linger{true, 0});
            }
            SUBCASE("ended") {}
        }
        const auto lost = read(*wire);
        REQUIRE_FALSE(lost);
        CHECK(lost.error().why == cause::connection_lost);
        CHECK_FALSE(wire->is_open());

        REQUIRE(open(*wire));
        auto peer = listener.accept();
        say(peer, "@");
        CHECK(read(*wire));
    }

    TEST_CASE_FIXTURE(bench, "a connection that was ended while it was idle costs no try")
    {
        auto listener = listen("127.0.0.1");
        auto wire = make("127.0.0.1", listener.local_endpoint().port());
        std::string_view farewell;
        SUBCASE("in silence") {}
        SUBCASE("with a word of farewell")
        {
            farewell = "kicked off, new user is coming\r\n";
        }
        SUBCASE("also where it is recorded")
        {
            auto recorded = link::recorder::make(std::move(wire), time, {.file = "/dev/null"});
            REQUIRE(recorded);
            wire = *std::move(recorded);
        }
        REQUIRE(open(*wire));
        {
            auto peer = listener.accept();
            say(peer, "@");
            CHECK(read(*wire));
            say(peer, farewell);
        }
        std::this_thread::sleep_for(50ms);  // until the end has come
        REQUIRE(open(*wire));
        auto peer = listener.accept();
        REQUIRE(write(*wire, hex("80 3f 01 05 8a 0d")));
        say(peer, "@answer");
        CHECK(read(*wire));
    }

    TEST_CASE_FIXTURE(bench, "ser2net's refusal is told from a lost connection")
    {
        auto listener = listen("127.0.0.1");
        const auto wire = make("127.0.0.1", listener.local_endpoint().port());
        REQUIRE(open(*wire));
        auto peer = listener.accept();
        SUBCASE("in one piece")
        {
            say(peer, "Port already in use\r\n");
        }
        SUBCASE("after stale input was thrown away")
        {
            say(peer, "Port already in use\r\n");
            wire->discard_input();
        }
        SUBCASE("in two pieces")
        {
            say(peer, "Port al");
            wire->discard_input();
            say(peer, "ready in use\r\n");
        }
        peer.close();
        const auto refused = read(*wire);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().why == cause::port_busy);
        CHECK(refused.error().text.find("kickolduser") != std::string::npos);
        CHECK_FALSE(wire->is_open());
    }

    TEST_CASE_FIXTURE(bench, "stale input is thrown away, the answer to come is not")
    {
        auto listener = listen("127.0.0.1");
        const auto wire = make("127.0.0.1", listener.local_endpoint().port());
        REQUIRE(open(*wire));
        auto peer = listener.accept();
        say(peer, "stale");
        peer.wait(tcp::socket::wait_write);
        wire->discard_input();
        say(peer, "P");
        say(peer, "new");
        REQUIRE(read(*wire));
        CHECK(buffer.front() == 'P');
    }

    TEST_CASE_FIXTURE(bench, "a name that does not exist is unreachable")
    {
        const auto wire = make("meter.invalid", 2002);
        const auto refused = open(*wire);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().why == cause::unreachable);
        CHECK(refused.error().text.find("meter.invalid") != std::string::npos);
    }

    TEST_CASE_FIXTURE(bench, "a name that hangs does not delay another link")
    {
        const auto stuck = make("hangs.invalid", 2002);
        task_group tasks{io.get_executor()};
        outcome<kmp::done> result;
        tasks.spawn(open_and_keep(*stuck, result));

        const auto begin = time.now();
        check_exchange(*this, "127.0.0.1", "localhost");
        CHECK(time.now() - begin < 1s);
        CHECK(tasks.running() == 1);
        while (tasks.running() > 0 && io.run_one_for(5s) > 0) {
        }
        REQUIRE_FALSE(result);
        CHECK(result.error().why == cause::unreachable);
    }

    TEST_CASE_FIXTURE(bench, "giving up a look-up takes no time, and only one hangs at a time")
    {
        const auto begin = time.now();
        {
            const auto stuck = make("hangs.invalid", 2002);
            CHECK(live::run_task(io, open_within(*this, *stuck, 20ms)).error().text == "given up");
            const auto again = open(*stuck);
            REQUIRE_FALSE(again);
            CHECK(again.error().why == cause::unreachable);
            CHECK(again.error().text.find("hangs.invalid") != std::string::npos);
        }
        CHECK(time.now() - begin < 1s);
        std::this_thread::sleep_until(begin + 2100ms);
    }
}
