// SPDX-License-Identifier: Apache-2.0

#include "bridge/options.hpp"

#include <cstdlib>
#include <vector>

#include <doctest/doctest.h>

namespace {

using kmp2mqtt::bridge::early_end;
using kmp2mqtt::bridge::options;
using kmp2mqtt::core::log::level;

kmp::result<options, early_end> parsed(std::vector<const char*> arguments)
{
    arguments.insert(arguments.begin(), "kmp2mqtt");
    return kmp2mqtt::bridge::parse_options(static_cast<int>(arguments.size()), arguments.data());
}

}  // namespace

TEST_SUITE("bridge/options")
{
    TEST_CASE("without arguments the bridge runs with the system's configuration")
    {
        const auto chosen = parsed({});
        REQUIRE(chosen);
        CHECK(chosen->config_file == "/etc/kmp2mqtt/kmp2mqtt.toml");
        CHECK_FALSE(chosen->check);
        CHECK(chosen->log_level(level::info) == level::info);
    }

    TEST_CASE("the configuration is named on the command line, else in the environment")
    {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): the only thread
        setenv("KMP2MQTT_CONFIG", "from-environment.toml", 1);
        CHECK(parsed({"--check"})->config_file == "from-environment.toml");
        CHECK(parsed({"-c", "a.toml"})->config_file == "a.toml");
        CHECK(parsed({"--config=b.toml", "--check"})->check);
        // NOLINTNEXTLINE(concurrency-mt-unsafe): the only thread
        unsetenv("KMP2MQTT_CONFIG");
    }

    TEST_CASE("each -v is one level more than configured, -q is warnings and errors only")
    {
        CHECK(parsed({"-v"})->log_level(level::info) == level::debug);
        CHECK(parsed({"-vv"})->log_level(level::info) == level::trace);
        CHECK(parsed({"--verbose", "-v", "-v", "-v"})->log_level(level::info) == level::trace);
        CHECK(parsed({"-v"})->log_level(level::error) == level::warning);
        CHECK(parsed({"-q"})->log_level(level::info) == level::warning);
        CHECK(parsed({"--quiet"})->log_level(level::error) == level::error);
    }

    TEST_CASE("help and version are answers, not errors")
    {
        const auto version = parsed({"--version"});
        REQUIRE_FALSE(version);
        CHECK(version.error().exit_code == 0);
        CHECK(version.error().text == "kmp2mqtt " KMP2MQTT_VERSION "\n");
        for (const auto* const help : {"-h", "--help"}) {
            const auto end = parsed({help});
            REQUIRE_FALSE(end);
            CHECK(end.error().exit_code == 0);
            CHECK(end.error().text.find("--config") != std::string::npos);
            CHECK(end.error().text.find("KMP2MQTT_CONFIG") != std::string::npos);
        }
    }

    TEST_CASE("a wrong command line is told, with exit code 2")
    {
        const std::vector<std::vector<const char*>> wrong{
            {"--chek"}, {"-c"}, {"surplus"}, {"-q", "-v"}, {"--verbose=much"}};
        for (const auto& arguments : wrong) {
            CAPTURE(arguments.front());
            const auto end = parsed(arguments);
            REQUIRE_FALSE(end);
            CHECK(end.error().exit_code == 2);
            CHECK_FALSE(end.error().text.empty());
        }
    }
}
