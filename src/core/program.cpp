// SPDX-License-Identifier: Apache-2.0

#include "core/program.hpp"

#include <array>
#include <memory>
#include <string_view>
#include <sys/wait.h>
#include <system_error>
#include <utility>

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include "core/cancellation.hpp"
#include "core/child.hpp"
#include "core/duration.hpp"
#include "core/log.hpp"

namespace kmp2mqtt::core {

namespace {

/// Our choice: a process that was killed ends at once, unless a driver holds it.
constexpr std::chrono::seconds patience_after_kill{1};

/// Our choice: more is no line that anybody reads.
constexpr std::size_t longest_line = 500;

/// What a program writes, cut into lines of the log.
class scribe {
public:
    explicit scribe(std::string whose) : whose_{std::move(whose)} {}

    void take(std::string_view written)
    {
        for (const char each : written) {
            if (each == '\n' || line_.size() == longest_line) {
                flush();
            }
            if (each != '\n') {
                line_ += each;
            }
        }
    }

    void flush()
    {
        if (!line_.empty()) {
            log::debug("{}: {}", whose_, line_);
        }
        line_.clear();
    }

private:
    std::string whose_;
    std::string line_;
};

/// Takes what the program writes, until cancelled: its end is not the end of the program.
asio::awaitable<void> listen(asio::posix::stream_descriptor& from, scribe& to, clock& time)
{
    std::array<char, 1024> buffer{};
    asio::error_code ended;
    while (!ended) {
        auto token = asio::redirect_error(asio::use_awaitable, ended);
        const auto target = asio::buffer(buffer);
        const auto count = co_await from.async_read_some(target, token);
        to.take(std::string_view{buffer.data(), count});
    }
    co_await throw_if_cancelled();
    co_await time.sleep_until(clock::time_point::max());
}

/// Whether the program ends before `due`.
asio::awaitable<bool> ends(child& program, scribe& words, clock& time, clock::time_point due)
{
    using namespace asio::experimental::awaitable_operators;

    const auto first = co_await (
        program.ended().async_wait(asio::posix::descriptor_base::wait_read, asio::use_awaitable) ||
        listen(program.output(), words, time) || time.sleep_until(due));
    co_return first.index() == 0;
}

/// What is still in the pipe when the program has ended.
void drain(asio::posix::stream_descriptor& from, scribe& to)
{
    from.non_blocking(true);
    std::array<char, 1024> buffer{};
    asio::error_code nothing_more;
    while (!nothing_more) {
        const auto count = from.read_some(asio::buffer(buffer), nothing_more);
        to.take(std::string_view{buffer.data(), count});
    }
    to.flush();
}

program_result meaning_of(int status)
{
    if (WIFSIGNALED(status)) {
        return format("was ended by signal {}", WTERMSIG(status));
    }
    if (WEXITSTATUS(status) != 0) {
        return format("ended with {}", WEXITSTATUS(status));
    }
    return kmp::done{};
}

}  // namespace

asio::awaitable<program_result> run_program(clock& time, std::vector<std::string> command,
                                            std::chrono::milliseconds patience, std::string whose)
{
    const auto loop = co_await asio::this_coro::executor;
    std::unique_ptr<child> program;
    try {
        program = std::make_unique<child>(loop, command);
    } catch (const std::system_error& why) {
        co_return core::format("cannot be run: {}", why.code().message());
    }
    scribe words{std::move(whose)};
    const auto due = time.now() + patience;
    if (co_await ends(*program, words, time, due)) {
        program->kill();  // what it left running would grow with each read
        drain(program->output(), words);
        co_return meaning_of(program->collect());
    }
    program->kill();
    const auto last = time.now() + patience_after_kill;
    static_cast<void>(co_await ends(*program, words, time, last));
    drain(program->output(), words);
    co_return core::format("did not end in {} and was killed", duration_text(patience));
}

}  // namespace kmp2mqtt::core
