// SPDX-License-Identifier: Apache-2.0

/// @file
/// What one read costs: its request as a frame, and the frame of its answer as exact values.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <variant>

#include <benchmark/benchmark.h>

#include <kmp/kmp.hpp>

namespace {

std::size_t allocations = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

/// A MULTICAL 601's answer of eight registers, captured: ml-8regs-resp in tests/vectors.
constexpr auto answer_frame = std::to_array<std::uint8_t>({
    0x40, 0x3F, 0x10,                                            // from the meter, GetRegister
    0x00, 0x3C, 0x03, 0x04, 0x43, 0x00, 0x00, 0x00, 0x02,        // heat energy 0.002 MWh
    0x00, 0x44, 0x28, 0x04, 0x42, 0x00, 0x00, 0x00, 0x18,        // volume 0.24 m³
    0x03, 0xEC, 0x2E, 0x04, 0x00, 0x00, 0x00, 0x1B, 0xE4, 0xD6,  // 7126 operating hours
    0x00, 0x56, 0x25, 0x04, 0x42, 0x00, 0x00, 0x4E, 0x20,        // flow 200.00 °C
    0x00, 0x57, 0x25, 0x04, 0x42, 0x00, 0x00, 0x21, 0xCE,        // return 86.54 °C
    0x00, 0x59, 0x26, 0x04, 0x42, 0x00, 0x00, 0x2C, 0x52,        // difference 113.46 K
    0x00, 0x4A, 0x29, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00,        // flow 0 l/h
    0x00, 0x50, 0x16, 0x04, 0x41, 0x00, 0x00, 0x00, 0x00,        // power 0.0 kW
    0xC3, 0xE8, 0x0D,
});
constexpr std::array<std::uint16_t, 8> asked{60, 68, 1004, 86, 87, 89, 74, 80};

}  // namespace

// NOLINTBEGIN(cppcoreguidelines-no-malloc, cppcoreguidelines-owning-memory): they are the memory
void* operator new(std::size_t size)
{
    ++allocations;
    if (void* const memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t /*size*/) noexcept
{
    std::free(memory);
}

// NOLINTEND(cppcoreguidelines-no-malloc, cppcoreguidelines-owning-memory)

// Symbols of their own, so that callgrind can count their instructions.
extern "C" {
std::size_t decode_answer();
std::size_t encode_request();
}

/// Bytes to exact values.
[[gnu::noinline]] std::size_t decode_answer()
{
    kmp::physical::decoder received{kmp::physical::sender::meter};
    auto last = kmp::physical::decoder::event::none;
    for (const auto byte : answer_frame) {
        last = received.push(byte);
    }
    if (last != kmp::physical::decoder::event::packet) {
        return 0;
    }
    const auto packet = kmp::datalink::decode(received.packet());
    if (!packet) {
        return 0;
    }
    const auto response = kmp::decode_response(*packet);
    if (!response) {
        return 0;
    }
    std::size_t values = 0;
    for (const auto& block : std::get<kmp::get_register_response>(*response).registers) {
        const auto measured = kmp::interpret(block);
        benchmark::DoNotOptimize(&measured);
        ++values;
    }
    return values;
}

/// Register numbers to bytes.
[[gnu::noinline]] std::size_t encode_request()
{
    kmp::get_register_request request;
    for (const auto id : asked) {
        request.registers.push_back(kmp::register_id{id});
    }
    const auto frame = kmp::encode(kmp::address::meter, request);
    benchmark::DoNotOptimize(&frame);
    return frame->size();
}

namespace {

void measure(benchmark::State& state, std::size_t (*once)(), std::size_t expected)
{
    if (once() != expected) {
        state.SkipWithError("what is measured does not do its work");
    }
    const auto before = allocations;
    for ([[maybe_unused]] auto turn : state) {
        benchmark::DoNotOptimize(once());
    }
    state.counters["allocations"] = benchmark::Counter(static_cast<double>(allocations - before),
                                                       benchmark::Counter::kAvgIterations);
}

BENCHMARK_CAPTURE(measure, decode_answer, decode_answer, 8);
BENCHMARK_CAPTURE(measure, encode_request, encode_request, 23);

}  // namespace

BENCHMARK_MAIN();
