// SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <string>

#include "bridge/file_text.hpp"
#include "bridge/secrecy.hpp"
#include "bridge/sections.hpp"

namespace kmp2mqtt::bridge {
namespace {

constexpr std::size_t longest_password = 65535;  // MQTT 5.0, 1.5.6: two bytes hold its length

}  // namespace

std::string read_password_file(const item& from)
{
    const auto file = credential_path(from.text().value_or(""));
    auto read = read_file(file);
    if (!read) {
        from.problem(not_readable(file, read.error().why));
        return {};
    }
    auto password = *std::move(read);
    for (const char end : {'\n', '\r'}) {
        if (password.ends_with(end)) {
            password.pop_back();
        }
    }
    if (password.empty()) {
        from.problem("the file " + in_quotes(file) +
                     " is empty; it holds the password and no more");
    } else if (password.size() > longest_password) {
        from.problem("the file " + in_quotes(file) + " is too long for a password");
    }
    if (const auto exposure = exposure_of(file); !exposure.empty()) {
        from.warning(exposure);
    }
    return password;
}

}  // namespace kmp2mqtt::bridge
