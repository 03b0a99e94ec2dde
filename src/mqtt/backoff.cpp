// SPDX-License-Identifier: Apache-2.0

#include "mqtt/backoff.hpp"

#include <algorithm>

namespace kmp2mqtt::mqtt {

std::chrono::milliseconds backoff::next()
{
    using namespace std::chrono_literals;

    std::uniform_int_distribution<std::chrono::milliseconds::rep> range{least_.count(),
                                                                        2 * least_.count()};
    const std::chrono::milliseconds wait{range(random_)};
    least_ = std::min<std::chrono::milliseconds>(2 * least_, 30s);
    return wait;
}

}  // namespace kmp2mqtt::mqtt
