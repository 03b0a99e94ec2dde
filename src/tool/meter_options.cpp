// SPDX-License-Identifier: Apache-2.0

#include "tool/meter_options.hpp"

#include <chrono>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <utility>

#include "core/duration.hpp"
#include "core/log.hpp"
#include "tool/not_empty.hpp"
#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {
namespace {

using namespace std::chrono_literals;

/// Our choice: a meter answers within 1.6 s ([KMP] 2.1); nobody watches a terminal for an hour.
constexpr auto longest_timeout = 1h;
constexpr unsigned most_retries = 100;

/// The first of the variables that is set and not empty.
std::string from_environment(std::initializer_list<const char*> names, const char* otherwise)
{
    for (const auto* const name : names) {
        // The program has one thread.
        const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
        if (value != nullptr && *value != '\0') {
            return value;
        }
    }
    return otherwise;
}

}  // namespace

meter_options::meter_options(CLI::App& program)
    : device_{from_environment({"KMP_DEVICE", "PYKMP_SERIAL_DEVICE"}, "/dev/ttyUSB0")},
      address_{from_environment({"KMP_DESTINATION_ADDRESS", "PYKMP_DESTINATION_ADDRESS"}, "0x3F")}
{
    program
        .add_option("-d,--device,--serial-device", device_,
                    "Where the optical head is: /dev/ttyUSB0, socket://host:port "
                    "(environment: KMP_DEVICE)")
        ->type_name("URL")
        ->capture_default_str();
    program
        .add_option("-a,--destination-address", address_,
                    "Whom to ask: 0x3F the meter, 0x7F and 0xBF loggers "
                    "(environment: KMP_DESTINATION_ADDRESS)")
        ->type_name("N")
        ->capture_default_str();
    program.add_option("--timeout", timeout_, "Until the first byte of an answer")
        ->type_name("DURATION")
        ->capture_default_str();
    program.add_option("--retries", retries_, "Further tries after a failure")
        ->type_name("N")
        ->check(CLI::Range(0U, most_retries))
        ->capture_default_str();
    auto* const file = program
                           .add_option("--capture", capture_.file,
                                       "Record the bytes on the line, with serial numbers blanked")
                           ->check(not_empty())
                           ->type_name("FILE");
    program.add_flag("--capture-serial", capture_.keeps_numbers, "Record serial numbers too")
        ->needs(file);
}

kmp::result<meter::settings, std::string> meter_options::settings() const
{
    auto device = link::parse_device_url(device_);
    if (!device) {
        return "--device: " + device.error();
    }
    const auto address = whole_number(address_);
    if (!address || *address > 0xFF) {
        return core::format(
            "--destination-address {}: must be a number from 0 to 255, as 63 or "
            "0x3F",
            address_);
    }
    const auto timeout = core::parse_duration(timeout_);
    if (!timeout || *timeout <= 0ms || *timeout > longest_timeout) {
        return core::format("--timeout {}: must be a duration over 0 and up to 1h, as 1500ms or 2s",
                            timeout_);
    }
    meter::settings chosen;
    chosen.name = "meter";
    chosen.device = *std::move(device);
    chosen.address = static_cast<kmp::address>(*address);
    chosen.timeout = *timeout;
    chosen.retries = retries_;
    return chosen;
}

}  // namespace kmp2mqtt::tool
