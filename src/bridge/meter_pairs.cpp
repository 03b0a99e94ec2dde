// SPDX-License-Identifier: Apache-2.0

#include "bridge/meter_pairs.hpp"

#include <cstddef>
#include <tuple>

#include "core/log.hpp"

namespace kmp2mqtt::bridge {
namespace {

auto line_settings(const link::device_url& url)
{
    if (const auto* serial = std::get_if<link::serial_device>(&url.device)) {
        return std::tuple{serial->baud, serial->parity, serial->stop_bits};
    }
    const auto& tcp = std::get<link::tcp_device>(url.device);
    return std::tuple{tcp.baud, link::parity_mode::none, std::uint8_t{0}};
}

void compare_lines(const meter::settings& first, const meter::settings& second, section& at,
                   std::string_view path)
{
    if (first.device.text.empty() || second.device.text.empty() ||
        first.device.line_key() != second.device.line_key()) {
        return;
    }
    if (line_settings(first.device) != line_settings(second.device)) {
        at["device"].problem(core::format(
            "is the line of {} with another baud, parity or stop_bits; one line has one setting",
            path));
    }
    if (first.address == second.address) {
        at["device"].problem(
            core::format("{} has the same line and the same address, so both "
                         "would be one meter; give one of them another address "
                         "or device",
                         path));
    }
}

/// What a line says belongs into one file, and no other line's into the same.
void compare_captures(const meter::settings& first, const meter::settings& second, section& at,
                      std::string_view path)
{
    if (first.capture.empty() || second.capture.empty() || first.device.text.empty() ||
        second.device.text.empty()) {
        return;
    }
    const bool is_same_line = first.device.line_key() == second.device.line_key();
    const bool is_same_file = first.capture == second.capture;
    if (is_same_line && !is_same_file) {
        at["capture"].problem(core::format(
            "is another file than that of {}, whose line it shares; one line has one recording, "
            "with all its meters",
            path));
    }
    if (!is_same_line && is_same_file) {
        at["capture"].problem(core::format(
            "is the file of {} too, which has another line; each line needs its own", path));
    }
}

void compare(const meter::settings& first, const meter::settings& second, section& at,
             std::string_view path)
{
    if (!first.name.empty() && first.name == second.name) {
        at["name"].problem(core::format("{} is the name of {} too; each meter needs its own",
                                        in_quotes(second.name), path));
    }
    if (!first.serial.empty() && first.serial == second.serial) {
        at["serial"].problem(core::format(
            "is the serial number of {} too; leave it out where it is not known", path));
    }
    compare_lines(first, second, at, path);
    compare_captures(first, second, at, path);
}

}  // namespace

void refuse_clashes(const std::vector<meter::settings>& meters, std::vector<section>& sections)
{
    for (std::size_t second = 1; second < meters.size(); ++second) {
        for (std::size_t first = 0; first < second; ++first) {
            compare(meters[first], meters[second], sections[second],
                    sections[first].whole().path());
        }
    }
}

}  // namespace kmp2mqtt::bridge
