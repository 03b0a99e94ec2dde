// SPDX-License-Identifier: Apache-2.0

#include "meter/requests.hpp"

namespace kmp2mqtt::meter {

std::vector<kmp::get_register_request> split(std::span<const kmp::register_id> registers)
{
    std::vector<kmp::get_register_request> requests;
    for (const auto id : registers) {
        if (requests.empty() || requests.back().registers.is_full()) {
            requests.emplace_back();
        }
        requests.back().registers.push_back(id);
    }
    return requests;
}

}  // namespace kmp2mqtt::meter
