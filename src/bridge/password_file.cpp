// SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <filesystem>

#include "bridge/file_text.hpp"
#include "bridge/sections.hpp"

namespace kmp2mqtt::bridge {
namespace {

constexpr std::size_t longest_password = 65535;  // MQTT 5.0, 1.5.6: two bytes hold its length

bool is_world_readable(const std::string& file)
{
    using std::filesystem::perms;
    std::error_code why;
    const auto status = std::filesystem::status(file, why);
    return !why && (status.permissions() & perms::others_read) != perms::none;
}

}  // namespace

std::string read_password_file(const item& from)
{
    const auto file = from.text().value_or("");
    auto read = read_file(file);
    if (!read) {
        from.problem("the file " + in_quotes(file) + " cannot be read: " + read.error().why);
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
    if (is_world_readable(file)) {
        from.warning("every user of this machine can read " + in_quotes(file) + "; chmod o-r it");
    }
    return password;
}

}  // namespace kmp2mqtt::bridge
