// SPDX-License-Identifier: Apache-2.0

/// @file
/// What keeping readings costs on this disk: time of one, size of the file with as many as it holds
/// by default, memory of the process then.
///
///     store_bench FILE      a new file, on the disk to be measured

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/log.hpp"
#include "store/journal.hpp"

using namespace kmp2mqtt;

namespace {

constexpr std::size_t measured = 1000;

/// A reading of the eight registers of a heat meter.
core::publication reading()
{
    return {.topic = "kmp2mqtt/heating/reading", .payload = std::string(640, '7')};
}

meter::memory memory_of_eight(std::uint64_t sequence)
{
    meter::memory known;
    known.serial = "71234567";
    known.sequence = sequence;
    for (const unsigned id : {60U, 68U, 74U, 80U, 86U, 87U, 89U, 99U}) {
        known.values.push_back({.value = {.id = static_cast<kmp::register_id>(id),
                                          .value = kmp::decimal{145'969 + sequence, -3}},
                                .at = std::chrono::system_clock::now()});
    }
    return known;
}

/// Microseconds.
double time_of_one(store::journal& kept, std::uint64_t sequence)
{
    const auto begin = std::chrono::steady_clock::now();
    kept.keep("heating", memory_of_eight(sequence), reading(), std::chrono::system_clock::now());
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    return took.count();
}

std::string resident()
{
    std::ifstream status{"/proc/self/status"};
    std::string line;
    while (std::getline(status, line) && !line.starts_with("VmRSS")) {
    }
    return line;
}

}  // namespace

int main(int count, char** words)
{
    if (count != 2) {
        std::fputs("usage: store_bench FILE\n", stderr);
        return EXIT_FAILURE;
    }
    const std::string file = words[1];
    auto kept = store::journal::open({.path = file}, std::chrono::system_clock::now());
    if (!kept) {
        std::fputs((kept.error().text + '\n').c_str(), stderr);
        return EXIT_FAILURE;
    }
    std::vector<double> times;
    while (kept->size() < store::settings{}.max_readings) {
        times.push_back(time_of_one(*kept, times.size() + 1));
        if (times.size() == measured) {
            std::ranges::sort(times);
            std::printf("keep(): median of %zu %.0f us, longest %.0f us\n", measured,
                        times[measured / 2], times.back());
            std::fflush(stdout);
        }
    }
    std::printf("%zu readings: %ju KB on the disk\n", kept->size(),
                std::filesystem::file_size(file) / 1024);
    std::printf("memory then: %s\n", resident().c_str());
    while (kept->next() != nullptr) {
    }
    std::printf("memory after all were given: %s\n", resident().c_str());
}
