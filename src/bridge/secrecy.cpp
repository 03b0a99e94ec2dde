// SPDX-License-Identifier: Apache-2.0

#include "bridge/secrecy.hpp"

#include <filesystem>
#include <string_view>
#include <sys/resource.h>
#include <system_error>

#include "bridge/findings.hpp"
#include "core/environment.hpp"
#include "core/log.hpp"

namespace kmp2mqtt::bridge {

namespace fs = std::filesystem;

void forbid_core_dump() noexcept
{
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none);
}

std::string credential_path(const std::string& name)
{
    const auto folder = core::variable("CREDENTIALS_DIRECTORY");
    if (folder.empty() || name.empty() || name.find('/') != std::string::npos) {
        return name;
    }
    const auto path = fs::path{folder} / name;
    std::error_code none;
    return fs::exists(path, none) ? path.string() : name;
}

std::string not_readable(const std::string& file, const std::string& why)
{
    auto text = core::format("the file {} cannot be read: {}", in_quotes(file), why);
    if (file.find('/') != std::string::npos) {
        return text;
    }
    return text +
           "; a bare name is a credential of systemd (LoadCredential=): to try it by hand, set "
           "CREDENTIALS_DIRECTORY to a folder that has it; any other file needs a path from / on";
}

std::string exposure_of(const std::string& file)
{
    std::error_code none;
    const auto mode = fs::status(file, none).permissions();
    if (none || (mode & (fs::perms::others_read | fs::perms::others_write)) == fs::perms::none) {
        return {};
    }
    const bool can_read = (mode & fs::perms::others_read) != fs::perms::none;
    return "every user of this machine can " + std::string{can_read ? "read " : "change "} +
           in_quotes(file) + "; chmod o-rwx it";
}

}  // namespace kmp2mqtt::bridge
