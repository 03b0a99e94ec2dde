// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any payload of a command: it is a request that keeps its limits, or refused with words, and what
/// is given back as its transaction is a JSON scalar.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "fuzz/require.hpp"
#include "json/read_request.hpp"

namespace {

using namespace kmp2mqtt;

void check_transaction(const std::string& transaction)
{
    fuzz::require(transaction.size() <= json::max_transaction_bytes);
    const auto value = nlohmann::json::parse(transaction, nullptr, false);
    fuzz::require(value.is_primitive() && !value.is_discarded());
}

void check(json::read_request request)
{
    auto& registers = request.registers;
    fuzz::require(registers.size() <= json::max_request_registers);
    std::ranges::sort(registers);
    fuzz::require(std::ranges::adjacent_find(registers) == registers.end());
    fuzz::require(!request.max_age || request.max_age->count() >= 0);
    check_transaction(request.transaction);
}

void check(const json::refused_request& refused)
{
    fuzz::require(refused.code == "bad_request" || refused.code == "unknown_register");
    fuzz::require(!refused.message.empty() && refused.message.size() < 1000);
    check_transaction(refused.transaction);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Bytes from the broker, as characters.
    const std::string_view payload{reinterpret_cast<const char*>(data), size};  // NOLINT
    const auto request = json::parse_read_request(payload);
    if (request) {
        check(*request);
    } else {
        check(request.error());
    }
    return 0;
}
