// SPDX-License-Identifier: Apache-2.0

#include "simulator/line.hpp"

#include <cmath>
#include <string_view>
#include <vector>

#include <asio/async_result.hpp>
#include <asio/buffer.hpp>
#include <asio/buffers_iterator.hpp>
#include <asio/error.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <doctest/doctest.h>

#include "bench.hpp"
#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"

using namespace bench;

namespace {

constexpr auto ask_clock = "80 3f 10 01 03 ea 4c b7 0d";
constexpr std::string_view clock_answer = "40 3f 10 03 ea 2f 04 00 00 03 0e 33 b2 32 0d";

/// Where a line writes to: keeps the bytes and when they left.
class recorder {
public:
    using executor_type = asio::io_context::executor_type;

    recorder(asio::io_context& io, const kmp2mqtt::core::clock& time) : io_{io}, time_{time} {}

    [[nodiscard]] executor_type get_executor() const noexcept { return io_.get_executor(); }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& from, Token&& token)
    {
        const auto size = asio::buffer_size(from);
        const bool is_gone = bytes.size() + size > takes;
        for (auto at = asio::buffers_begin(from); at != asio::buffers_end(from); ++at) {
            bytes.push_back(static_cast<std::uint8_t>(*at));
            times.push_back(time_.now().time_since_epoch());
        }
        const auto end = [this, size, is_gone](auto done) {
            asio::post(io_, [done = std::move(done), size, is_gone]() mutable {
                const auto error =
                    is_gone ? asio::error_code{asio::error::broken_pipe} : asio::error_code{};
                std::move(done)(error, is_gone ? 0 : size);
            });
        };
        return asio::async_initiate<Token, void(asio::error_code, std::size_t)>(end, token);
    }

    std::size_t takes{100'000};  ///< bytes; then the client is gone
    fake::bytes bytes;
    std::vector<kmp2mqtt::core::clock::duration> times;

private:
    asio::io_context& io_;
    const kmp2mqtt::core::clock& time_;
};

struct line_bench {
    asio::io_context io;
    fake::manual_clock time;
    recorder out{io, time};
    simulator::meter meter{make_meter("403")};

    /// Lets the line take a request at once, as TCP delivers it.
    void take(const simulator::surroundings& around, std::string_view request)
    {
        simulator::line<recorder> here{out, around, meter};
        const auto bytes = fake::hex(request);
        const auto error = fake::run_task(io, time, here.take(bytes));
        CHECK_FALSE(error);
    }
};

double milliseconds(kmp2mqtt::core::clock::duration span)
{
    return std::chrono::duration<double, std::milli>{span}.count();
}

}  // namespace

TEST_SUITE("simulator/line")
{
    TEST_CASE("a byte takes 11 bits, and no baud rate means no time")
    {
        CHECK(milliseconds(simulator::pace::of(1200).byte) == doctest::Approx(9.1667));
        CHECK(milliseconds(simulator::pace::of(9600).byte) == doctest::Approx(1.14583));
        CHECK(simulator::pace::of(0).byte == 0ms);
        CHECK(simulator::pace::of(0).turnaround == 0ms);
    }

    TEST_CASE_FIXTURE(line_bench, "a request that came at once took its time on the line")
    {
        take({.time = time, .pace = simulator::pace::of(1200)}, ask_clock);
        REQUIRE(out.bytes.size() == 15);
        // 9 bytes of the request, 4 ms, and then each byte of the answer.
        CHECK(milliseconds(out.times.front()) == doctest::Approx(82.5 + 4 + 9.1667).epsilon(0.001));
        CHECK(milliseconds(out.times.back()) ==
              doctest::Approx(82.5 + 4 + 15 * 9.1667).epsilon(0.001));
    }

    TEST_CASE_FIXTURE(line_bench, "an answer has no gaps")
    {
        take({.time = time, .pace = simulator::pace::of(2400)}, ask_clock);
        for (std::size_t i = 1; i < out.times.size(); ++i) {
            CHECK(milliseconds(out.times[i] - out.times[i - 1]) ==
                  doctest::Approx(4.5833).epsilon(0.001));
        }
    }

    TEST_CASE_FIXTURE(line_bench, "without a pace everything happens at once")
    {
        take({.time = time}, ask_clock);
        CHECK(out.bytes.size() == 15);
        CHECK(out.times.back() == 0ms);
    }

    TEST_CASE_FIXTURE(line_bench, "a head that echoes sends back each byte as it comes")
    {
        take({.time = time, .pace = simulator::pace::of(1200), .faults = faults("echo")},
             ask_clock);
        REQUIRE(out.bytes.size() == 24);
        CHECK(fake::hex_text(std::span{out.bytes}.first(9)) == ask_clock);
        CHECK(milliseconds(out.times[0]) == doctest::Approx(9.1667).epsilon(0.001));
        CHECK(milliseconds(out.times[8]) == doctest::Approx(82.5).epsilon(0.001));
    }

    TEST_CASE_FIXTURE(line_bench, "a late answer is late even without a pace")
    {
        take({.time = time, .faults = faults("late")}, ask_clock);
        CHECK(out.times.front() == 2500ms);
    }

    TEST_CASE_FIXTURE(line_bench, "the line says when a client is to be sent away")
    {
        const simulator::surroundings around{.time = time, .faults = faults("reset:2")};
        simulator::line<recorder> here{out, around, meter};
        const auto bytes = fake::hex(ask_clock);
        CHECK_FALSE(fake::run_task(io, time, here.take(bytes)));
        CHECK(fake::run_task(io, time, here.take(bytes)) == asio::error::connection_aborted);
        CHECK(out.bytes.size() == 15 + 7);
    }

    TEST_CASE_FIXTURE(line_bench, "chatter goes on until the client leaves")
    {
        const simulator::surroundings around{.time = time, .faults = faults("chatter")};
        simulator::line<recorder> here{out, around, meter};
        out.takes = 10'000;
        const auto bytes = fake::hex(ask_clock);
        CHECK(fake::run_task(io, time, here.take(bytes)) == asio::error::broken_pipe);
        CHECK(out.bytes.size() > 9'900);
        CHECK(out.times.back() > 3s);
    }

    TEST_CASE_FIXTURE(line_bench, "the meter's clock shows local time")
    {
        time.set_wall(std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 19h + 2min + 43s);
        take({.time = time, .ahead_of_utc = 3600s}, ask_clock);
        CHECK(fake::hex_text(out.bytes) == clock_answer);
    }

    TEST_CASE_FIXTURE(line_bench, "a recording in which the connection was lost ends the line")
    {
        simulator::tape tape{
            {{.request = fake::hex("80 0d"),
              .parts = {{.after = 50ms, .bytes = fake::hex("40")}, {.after = 700ms, .bytes = {}}}}},
            false};
        const simulator::surroundings around{.time = time, .pace = simulator::pace::of(9600)};
        const auto behind = simulator::far_end_of(tape, around.pace);
        simulator::line<recorder> here{out, around, behind};
        const auto bytes = fake::hex("80 0d");
        const auto error = fake::run_task(io, time, here.take(bytes));
        CHECK(error == asio::error::connection_aborted);
        CHECK(fake::hex_text(out.bytes) == "40");
        CHECK(out.times.front() == 50ms);
        CHECK(time.now().time_since_epoch() == 700ms);
    }
}
