// SPDX-License-Identifier: Apache-2.0

#include "link/stream.hpp"

#include "core/log.hpp"

namespace kmp2mqtt::link {

core::failure lost(std::string_view doing, const std::string& name, const std::error_code& why)
{
    auto text = why.message();
    if (why == asio::error::eof) {
        text = "the other side ended it";
    } else if (why == asio::error::operation_aborted) {
        text = "it was closed meanwhile";
    }
    return {.why = core::cause::connection_lost,
            .text = core::format("{} {}: {}", doing, name, text)};
}

}  // namespace kmp2mqtt::link
