// SPDX-License-Identifier: Apache-2.0

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <system_error>
#include <utility>

#include <asio/io_context.hpp>

#include "bridge/check.hpp"
#include "bridge/config.hpp"
#include "bridge/options.hpp"
#include "bridge/ports.hpp"
#include "bridge/secrecy.hpp"
#include "bridge/service.hpp"
#include "bridge/service_manager.hpp"
#include "bridge/status.hpp"
#include "bridge/stop_signals.hpp"
#include "core/local_time.hpp"
#include "core/log.hpp"
#include "core/run_until.hpp"
#include "core/steady_clock.hpp"
#include "core/version.hpp"
#include "mqtt/paho_publisher.hpp"
#include "store/journal.hpp"

using namespace kmp2mqtt;

namespace {

constexpr int usage_error = 2;

/// Of the 2 s that a stop may take.
constexpr std::chrono::milliseconds farewell_patience{1000};

void print(std::FILE* to, const std::string& text)
{
    static_cast<void>(std::fputs(text.c_str(), to));
}

/// @returns the exit code: a full disk, or a reader that has gone, is a failure
int answer(const std::string& text)
{
    print(stdout, text);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return EXIT_SUCCESS;
    }
    print(stderr,
          "writing to the standard output: " + std::generic_category().message(errno) + '\n');
    return EXIT_FAILURE;
}

/// The bridge's life: until somebody asks it to stop, then its last word.
asio::awaitable<void> live(bridge::service& all, bridge::stop_signals& signals,
                           mqtt::publisher& broker, const bridge::config& configured,
                           const bridge::service_manager& manager, core::clock& time)
{
    manager.ready();
    auto informed = manager.keep_informed(time, [&all] { return bridge::text(all.how()); });
    auto work = core::run_until(all.run(), std::move(informed));
    auto until_asked = core::run_until(std::move(work), signals.wait());
    co_await std::move(until_asked);
    core::log::info("stopping");
    manager.stopping();
    co_await broker.stop(configured.mqtt.last_will, farewell_patience);
}

void greet(const bridge::config& configured, const std::string& file)
{
    core::log::info("kmp2mqtt {} with {}: broker {}:{}, meters: {}", core::version, file,
                    configured.mqtt.host, configured.mqtt.port, configured.meters.size());
    for (const auto& warning : configured.warnings) {
        core::log::warning("{}", warning);
    }
}

/// @returns the exit code; does not return after a signal
int run(const bridge::config& configured, const std::string& file,
        const bridge::service_manager& manager)
{
    asio::io_context io{1};
    bridge::stop_signals signals{io.get_executor()};
    greet(configured, file);  // who has heard of us may stop us in order
    core::steady_clock time;
    auto lines = bridge::make_ports(io.get_executor(), time, configured.meters);
    if (!lines) {
        core::log::error("{}", lines.error().text);
        // Another recorder may go away, a disk may get room; a permission does not come by itself.
        return lines.error().why == core::cause::no_permission ? usage_error : EXIT_FAILURE;
    }
    auto kept = store::journal::open(configured.store, time.wall());
    if (!kept) {
        core::log::error("{}", kept.error().text);
        // Another process may go away; the rest does not become right by trying again.
        return kept.error().why == store::cause::in_use ? EXIT_FAILURE : usage_error;
    }
    mqtt::paho_publisher broker{io.get_executor(), time, configured.mqtt};
    bridge::service all{io.get_executor(), time, broker, *kept, configured, *std::move(lines)};

    auto life = live(all, signals, broker, configured, manager, time);
    asio::co_spawn(io, std::move(life), [](const std::exception_ptr& error) {
        if (error) {
            std::rethrow_exception(error);
        }
        bridge::leave(EXIT_SUCCESS);  // Paho's thread may hang in a name look-up
    });
    io.run();
    return EXIT_FAILURE;
}

int start(const bridge::options& asked)
{
    const auto configured = bridge::load_config(asked.config_file);
    if (!configured) {
        for (const auto& problem : configured.error()) {
            print(stderr, problem + '\n');
        }
        return usage_error;
    }
    if (!core::set_time_zone(configured->timezone)) {
        print(stderr, "the time zone " + configured->timezone + " is gone\n");
        return usage_error;
    }
    if (asked.check) {
        return answer(bridge::description_of(*configured));
    }
    core::log::start(asked.log_level(configured->log_level));
    bridge::forbid_core_dump();
    return run(*configured, asked.config_file, bridge::service_manager::of_environment());
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        const auto asked = bridge::parse_options(argc, argv);
        if (!asked) {
            const auto& end = asked.error();
            if (end.exit_code == EXIT_SUCCESS) {
                return answer(end.text);
            }
            print(stderr, end.text);
            return end.exit_code;
        }
        return start(*asked);
    } catch (const std::exception& error) {
        core::log::error("internal error: {}", error.what());
        bridge::leave(EXIT_FAILURE);
    }
}
