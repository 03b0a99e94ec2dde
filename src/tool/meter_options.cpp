// SPDX-License-Identifier: Apache-2.0

#include "tool/meter_options.hpp"

#include <optional>
#include <utility>

#include "core/environment.hpp"
#include "core/log.hpp"
#include "tool/duration_option.hpp"
#include "tool/not_empty.hpp"
#include "tool/number_range.hpp"
#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr unsigned most_retries = 100;

}  // namespace

std::string meter_options::setting::name() const
{
    return option->count() > 0 || said_by.empty() ? "--" + option->get_lnames().front() : said_by;
}

/// The first of the variables that is set and not empty.
meter_options::setting meter_options::from_environment(std::initializer_list<const char*> names,
                                                       const char* otherwise)
{
    for (const auto* const name : names) {
        if (const auto value = core::variable(name); !value.empty()) {
            return {.text = std::string{value}, .said_by = name};
        }
    }
    return {.text = otherwise, .said_by = {}};
}

meter_options::meter_options(CLI::App& program)
    : device_{from_environment({"KMP_DEVICE", "PYKMP_SERIAL_DEVICE"}, "/dev/ttyUSB0")},
      address_{from_environment({"KMP_DESTINATION_ADDRESS", "PYKMP_DESTINATION_ADDRESS"}, "0x3F")}
{
    device_.option = program
                         .add_option("-d,--device,--serial-device", device_.text,
                                     "Where the optical head is: /dev/ttyUSB0, socket://host:port "
                                     "(environment: KMP_DEVICE)")
                         ->type_name("URL")
                         ->capture_default_str();
    address_.option = program
                          .add_option("-a,--destination-address", address_.text,
                                      "Whom to ask: 0x3F the meter, 0x7F and 0xBF loggers "
                                      "(environment: KMP_DESTINATION_ADDRESS)")
                          ->type_name("N")
                          ->capture_default_str();
    timeout_option_ =
        program.add_option("--timeout", timeout_, "Until the first byte of an answer")
            ->type_name("DURATION")
            ->capture_default_str();
    program.add_option("--retries", retries_, "Further tries after a failure")
        ->type_name("N")
        ->transform(number_range(0, most_retries))
        ->capture_default_str();
    auto* const file = program
                           .add_option("--capture", capture_.file,
                                       "Record the bytes on the line, with serial numbers blanked")
                           ->check(not_empty())
                           ->type_name("FILE");
    program
        .add_flag(
            "--capture-serial", capture_.keeps_numbers,
            "Record serial numbers too, and damaged bytes as they came; without it those that "
            "may hold a number become ff")
        ->needs(file);
}

kmp::result<meter::settings, std::string> meter_options::settings() const
{
    auto device = link::parse_device_url(device_.text);
    if (!device) {
        return device_.name() + ": " + device.error();
    }
    const auto address = whole_number(address_.text);
    if (!address || *address > 0xFF) {
        return core::format("{} {}: must be a number from 0 to 255, as 63 or 0x3F", address_.name(),
                            address_.text);
    }
    const auto timeout = read_duration("--timeout", timeout_, "1500ms or 2s");
    if (!timeout) {
        return timeout.error();
    }
    meter::settings chosen;
    chosen.name = "meter";
    chosen.device = *std::move(device);
    chosen.address = static_cast<kmp::address>(*address);
    chosen.timeout = *timeout;
    chosen.retries = retries_;
    return chosen;
}

meter_options meter_options::with_usual_timeout(std::string duration) const
{
    auto other = *this;
    if (timeout_option_->count() == 0) {
        other.timeout_ = std::move(duration);
    }
    return other;
}

}  // namespace kmp2mqtt::tool
