// SPDX-License-Identifier: Apache-2.0

#include "link/open.hpp"

#include <utility>
#include <variant>

#include "link/serial_link.hpp"
#include "link/tcp_link.hpp"

namespace kmp2mqtt::link {

std::unique_ptr<link> make_link(const asio::any_io_executor& loop, core::clock& time,
                                const device_url& url)
{
    if (const auto* const serial = std::get_if<serial_device>(&url.device)) {
        return std::make_unique<serial_link>(loop, *serial, url.text);
    }
    return std::make_unique<tcp_link>(loop, time, std::get<tcp_device>(url.device), url.text);
}

core::outcome<std::unique_ptr<link>> make_link(const asio::any_io_executor& loop, core::clock& time,
                                               const device_url& url, const capture& to)
{
    auto wire = make_link(loop, time, url);
    if (to.file.empty()) {
        return wire;
    }
    return recorder::make(std::move(wire), time, to);
}

}  // namespace kmp2mqtt::link
