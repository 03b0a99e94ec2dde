// SPDX-License-Identifier: Apache-2.0

#include "link/name_lookup.hpp"

#include <cstring>
#include <mutex>
#include <netdb.h>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <asio/ip/address.hpp>
#include <asio/post.hpp>

#include "core/log.hpp"

namespace kmp2mqtt::link {

/// Shared by the loop and the thread. Once it is not wanted any more, the thread touches neither
/// the loop nor the signal, which may be gone.
struct name_lookup::question {
    struct answer {
        int error{0};
        endpoints found;
    };

    question(asio::any_io_executor to, core::signal& signal) : loop{std::move(to)}, ready{&signal}
    {
    }

    asio::any_io_executor loop;
    core::signal* ready;
    std::mutex mutex;  ///< for the two below
    bool wanted{true};
    std::optional<answer> answered;

    static void look_up(const std::shared_ptr<question>& self, const std::string& host,
                        std::uint16_t port);
};

void name_lookup::question::look_up(const std::shared_ptr<question>& self, const std::string& host,
                                    std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    answer result;
    result.error = getaddrinfo(host.c_str(), nullptr, &hints, &list);
    for (const auto* entry = list; entry != nullptr; entry = entry->ai_next) {
        asio::ip::tcp::endpoint endpoint;
        if (entry->ai_addrlen > endpoint.capacity()) {
            continue;
        }
        std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
        endpoint.resize(entry->ai_addrlen);
        endpoint.port(port);
        result.found.push_back(endpoint);
    }
    if (list != nullptr) {
        freeaddrinfo(list);
    }

    const std::lock_guard lock{self->mutex};
    self->answered = std::move(result);
    if (self->wanted) {
        asio::post(self->loop, [self] {
            const std::lock_guard again{self->mutex};
            if (self->wanted) {
                self->ready->notify();
            }
        });
    }
}

void name_lookup::abandon()
{
    if (asked_) {
        const std::lock_guard lock{asked_->mutex};
        asked_->wanted = false;
    }
}

asio::awaitable<core::outcome<name_lookup::endpoints>> name_lookup::find(std::string host,
                                                                         std::uint16_t port)
{
    std::error_code no_address;
    const auto address = asio::ip::make_address(host, no_address);
    if (!no_address) {
        co_return endpoints{{address, port}};
    }

    const auto answer = [this] {
        const std::lock_guard lock{asked_->mutex};
        return asked_->answered;
    };
    if (asked_ && !answer()) {
        co_return core::failure{
            .why = core::cause::unreachable,
            .text = core::format("an earlier look-up of the name {} still waits for a name server",
                                 host)};
    }

    struct abandoning {
        explicit abandoning(name_lookup& at) : owner{at} {}
        abandoning(const abandoning&) = delete;
        abandoning& operator=(const abandoning&) = delete;
        ~abandoning() { owner.abandon(); }
        name_lookup& owner;
    };
    asked_ = std::make_shared<question>(loop_, ready_);
    const abandoning at_the_end{*this};
    try {
        std::thread{question::look_up, asked_, host, port}.detach();
    } catch (const std::system_error& error) {
        asked_.reset();
        co_return core::failure{
            .why = core::cause::internal,
            .text = core::format("looking up the name {}: {}", host, error.what())};
    }
    auto result = answer();
    while (!result) {
        co_await ready_.wait();
        result = answer();
    }
    if (result->found.empty()) {
        co_return core::failure{
            .why = core::cause::unreachable,
            .text = core::format(
                "the name {} does not resolve: {}", host,
                result->error == 0 ? "it has no address" : gai_strerror(result->error))};
    }
    co_return result->found;
}

}  // namespace kmp2mqtt::link
