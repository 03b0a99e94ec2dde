// SPDX-License-Identifier: Apache-2.0

#include "poll/waker.hpp"

#include "core/log.hpp"
#include "core/program.hpp"

namespace kmp2mqtt::poll {

asio::awaitable<void> waker::knock()
{
    if (configured_.wake_command.empty()) {
        co_return;
    }
    const auto& path = configured_.wake_command.front();
    auto whose = core::format("{}: {}", configured_.name, path);
    const auto ended =
        co_await core::run_program(time_, configured_.wake_command, wake_patience, whose);
    const auto failure = ended ? std::string{} : ended.error();
    if (failure != last_failure_) {
        if (ended) {
            core::log::info("{}: wake_command {} works again", configured_.name, path);
        } else {
            core::log::warning("{}: wake_command {} {}; the meter is read all the same",
                               configured_.name, path, failure);
        }
    }
    last_failure_ = failure;
}

}  // namespace kmp2mqtt::poll
