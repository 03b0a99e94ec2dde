// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/file.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "core/log.hpp"

namespace kmp2mqtt::tool {
namespace {

std::string last_error()
{
    return std::error_code{errno, std::generic_category()}.message();
}

}  // namespace

kmp::result<std::optional<scan_state>, std::string> load_scan(const std::string& file)
{
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown) && !unknown) {
        return std::optional<scan_state>{};
    }
    const std::ifstream in{file};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in || !text) {
        return core::format("{}: {}", file, last_error());
    }
    auto state = parse_scan_state(text.str());
    if (!state) {
        return core::format("{}:{}", file, state.error());
    }
    return std::optional{*std::move(state)};
}

kmp::result<kmp::done, std::string> save_scan(const std::string& file, const scan_state& state)
{
    const auto beside = file + ".new";
    std::ofstream out{beside};
    out << text_of(state);
    out.close();
    if (!out) {
        return core::format("{}: {}", beside, last_error());
    }
    std::error_code failed;
    std::filesystem::rename(beside, file, failed);
    if (failed) {
        return core::format("{}: {}", file, failed.message());
    }
    return kmp::done{};
}

}  // namespace kmp2mqtt::tool
