// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any text as the place of a meter or of a broker: its parts are such as can be opened and make
/// the same place again, or a sentence says what is wrong.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "bridge/broker_url.hpp"
#include "fuzz/require.hpp"
#include "link/device_url.hpp"

namespace {

using namespace kmp2mqtt;

std::string bracketed(const std::string& host)
{
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

bool is_same(const link::serial_device& one, const link::serial_device& other)
{
    return one.path == other.path && one.baud == other.baud && one.parity == other.parity &&
           one.stop_bits == other.stop_bits;
}

void check(const link::serial_device& device)
{
    fuzz::require(device.path.starts_with('/') && device.baud > 0);
    fuzz::require(device.stop_bits == 1 || device.stop_bits == 2);
    const std::string parity = device.parity == link::parity_mode::none   ? "none"
                               : device.parity == link::parity_mode::even ? "even"
                                                                          : "odd";
    const auto again = link::parse_device_url(
        "serial:" + device.path + "?baud=" + std::to_string(device.baud) + "&parity=" + parity +
        "&stop_bits=" + std::to_string(device.stop_bits));
    fuzz::require(again && is_same(device, std::get<link::serial_device>(again->device)));
}

void check(const link::tcp_device& device)
{
    fuzz::require(!device.host.empty() && device.port != 0 && device.baud > 0);
    const auto again = link::parse_device_url("socket://" + bracketed(device.host) + ":" +
                                              std::to_string(device.port) +
                                              "?baud=" + std::to_string(device.baud));
    fuzz::require(static_cast<bool>(again));
    const auto& same = std::get<link::tcp_device>(again->device);
    fuzz::require(same.host == device.host && same.port == device.port && same.baud == device.baud);
}

void check_device(std::string_view text)
{
    const auto device = link::parse_device_url(text);
    if (!device) {
        fuzz::require(!device.error().empty());
        return;
    }
    fuzz::require(device->text == text);
    std::visit([](const auto& parts) { check(parts); }, device->device);
}

void check_broker(std::string_view text)
{
    const auto broker = bridge::parse_broker_url(text);
    if (!broker) {
        fuzz::require(!broker.error().empty());
        return;
    }
    fuzz::require(!broker->host.empty() && broker->port != 0);
    const auto again =
        bridge::parse_broker_url((broker->encrypted ? "mqtts://" : "mqtt://") +
                                 bracketed(broker->host) + ":" + std::to_string(broker->port));
    fuzz::require(again && again->host == broker->host && again->port == broker->port &&
                  again->encrypted == broker->encrypted);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    check_device(text);
    check_broker(text);
    return 0;
}
