// SPDX-License-Identifier: Apache-2.0

#include "tool/environment.hpp"

#include <cstdlib>

namespace kmp2mqtt::tool {

std::string_view variable(const char* name)
{
    // The program has one thread.
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? std::string_view{} : value;
}

}  // namespace kmp2mqtt::tool
