// SPDX-License-Identifier: Apache-2.0

#include "core/environment.hpp"

#include <cstdlib>

namespace kmp2mqtt::core {

std::string_view variable(const char* name)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): says the header
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view{} : value;
}

}  // namespace kmp2mqtt::core
