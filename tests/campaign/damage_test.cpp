// SPDX-License-Identifier: Apache-2.0

/// @file
/// A million answers whose bits were damaged at random, through everything that stands between a
/// meter's bytes and what is published: framing, checksum, the question that was asked, the gate.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/log.hpp"
#include "meter/gate.hpp"
#include "meter/listener.hpp"
#include "unit/simulator/bench.hpp"

using namespace kmp2mqtt;

namespace {

using namespace std::chrono_literals;

/// What became of the answers.
struct tally {
    std::uint64_t frames{0};
    std::uint64_t refused{0};      ///< no answer was found
    std::uint64_t let_through{0};  ///< an answer was found that the meter did not give
    std::uint64_t doubted{0};      ///< values that the gate held back, or asked for again
    std::uint64_t published{0};    ///< values
    std::uint64_t wrong{0};        ///< of those
    std::uint64_t leaps{0};        ///< of those: energy further off than it can have grown
    std::uint64_t units{0};        ///< of those: another unit

    tally& operator+=(const tally& other)
    {
        frames += other.frames;
        refused += other.refused;
        let_through += other.let_through;
        doubted += other.doubted;
        published += other.published;
        wrong += other.wrong;
        leaps += other.leaps;
        units += other.units;
        return *this;
    }
};

/// The default registers of a heat meter.
constexpr std::initializer_list<std::uint16_t> default_ids{60, 68, 74, 80, 86, 87, 89, 99};

kmp::get_register_request default_registers()
{
    kmp::get_register_request wanted;
    for (const auto id : default_ids) {
        wanted.registers.push_back(kmp::register_id{id});
    }
    return wanted;
}

/// The digits that the meter writes, apart from the codec under test, and its unit.
std::string words(const simulator::entry& of)
{
    const auto digits = simulator::written_digits(of);
    auto text = std::to_string(digits < 0 ? -digits : digits);
    if (const std::size_t decimals = of.as.decimals; decimals > 0) {
        text.insert(0, text.size() > decimals ? 0 : decimals + 1 - text.size(), '0');
        text.insert(text.size() - decimals, 1, '.');
    }
    return (digits < 0 ? "-" : "") + text + " " + std::string{kmp::symbol(of.as.unit)};
}

std::string words(const kmp::measurement& of)
{
    return kmp::text(of.value) + " " + std::string{kmp::symbol(of.unit)};
}

constexpr kmp::register_id energy{60};

/// In kWh, the last digit of this meter: 30 s at the 1000 kW of meter::limits, twice, since what
/// was read before may have been as wrong as that.
constexpr std::uint64_t most_growth{17};

/// The same frame with bits of its values flipped at `rate`, and a checksum that fits: what passes
/// it by accident.
std::vector<std::uint8_t> resealed(const std::vector<std::uint8_t>& frame, double rate,
                                   simulator::chance& luck)
{
    kmp::physical::decoder reader{kmp::physical::sender::meter};
    for (const auto byte : frame) {
        static_cast<void>(reader.push(byte));
    }
    auto packet = *kmp::datalink::decode(reader.packet());
    std::vector<std::uint8_t> data{packet.data.begin(), packet.data.end()};
    for (auto& byte : data) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            const bool flips = luck.between(0.0, 1.0) < rate;
            byte ^= static_cast<std::uint8_t>(static_cast<unsigned>(flips) << bit);
        }
    }
    packet.data = data;
    const auto sealed = kmp::datalink::encode(packet);
    const auto bytes =
        kmp::physical::encode(kmp::physical::sender::meter, {sealed.begin(), sealed.end()});
    return {bytes.begin(), bytes.end()};
}

/// A meter that is read every 30 s over a line that damages bits.
class damaged_line {
public:
    /// @param unseen  so many bits of the values are wrong without the checksum's notice, in every
    ///                third answer: by accident it happens once in 65,536, never twice in a row
    explicit damaged_line(const std::string& scenarios, double unseen = 0)
        : meter_{bench::make_meter("403")},
          line_{bench::make_meter("403"), scenarios},
          unseen_{unseen}
    {
    }

    tally read(std::uint64_t times)
    {
        for (std::uint64_t left = times; left > 0; --left) {
            line_.meter_now += 30s;
            at_.steady += 30s;
            at_.wall += 30s;
            truth_ = meter_.values(wanted_, line_.meter_now);
            judge(ask());
        }
        return seen_;
    }

private:
    /// One request, and what is found among the bytes that come back.
    std::vector<kmp::measurement> ask()
    {
        const auto frame = *kmp::encode(kmp::address::meter, wanted_);
        meter::listener ear{kmp::address::meter, wanted_, frame};
        line_.now += 30s;
        ++seen_.frames;
        const bool is_unseen = unseen_ > 0 && seen_.frames % 3 == 1;
        for (const auto& burst : line_.ask(default_ids)) {
            if (ear.take(is_unseen ? resealed(burst.bytes, unseen_, luck_) : burst.bytes)) {
                return values_of(std::move(ear).take_answer());
            }
        }
        ++seen_.refused;
        return {};
    }

    std::vector<kmp::measurement> values_of(const meter::answer& got)
    {
        std::vector<kmp::measurement> values;
        for (const auto& block : std::get<kmp::get_register_response>(got.message).registers) {
            values.push_back(kmp::interpret(block));
        }
        if (wrong_ones(values) > 0) {
            ++seen_.let_through;
        }
        return values;
    }

    /// As a poller does: what is doubtful is read again at once.
    void judge(std::vector<kmp::measurement> values)
    {
        const auto doubtful = gate_.doubtful(values, at_);
        seen_.doubted += doubtful.size();
        const auto again = doubtful.empty() ? std::vector<kmp::measurement>{} : ask();
        meter::reading reading;
        reading.values = std::move(values);
        constexpr bool is_same_meter = true;
        gate_.settle(reading, at_, again, at_, is_same_meter);
        seen_.published += reading.values.size();
        seen_.wrong += wrong_ones(reading.values);
        for (const auto& each : reading.values) {
            compare(each);
        }
    }

    /// How far off a wrong value is.
    void compare(const kmp::measurement& published)
    {
        const auto true_one = std::ranges::find(truth_, published.id, &simulator::entry::id);
        if (true_one->as.unit != published.unit) {
            ++seen_.units;
        } else if (published.id == energy) {
            const auto shown = std::get<kmp::decimal>(published.value).shifted(3).to_integer();
            const auto truth = static_cast<std::uint64_t>(simulator::written_digits(*true_one));
            const auto off = std::max(shown.value_or(0), truth) - std::min(*shown, truth);
            seen_.leaps += static_cast<std::uint64_t>(off > most_growth);
        }
    }

    std::uint64_t wrong_ones(const std::vector<kmp::measurement>& values) const
    {
        std::uint64_t wrong = 0;
        for (const auto& each : values) {
            const auto true_one = std::ranges::find(truth_, each.id, &simulator::entry::id);
            if (true_one == truth_.end() || words(*true_one) != words(each)) {
                ++wrong;
            }
        }
        return wrong;
    }

    kmp::get_register_request wanted_{default_registers()};
    simulator::meter meter_;
    bench::asked_line line_;
    simulator::entries truth_;
    double unseen_;
    simulator::chance luck_{1};
    meter::gate gate_{meter::limits{}};
    meter::moment at_{};
    tally seen_;
};

void print(const std::string& what, const tally& of)
{
    const auto line = core::format(
        "FIGURE {}: {} answers, {} refused, {} let through with a wrong value, {} values doubted; "
        "{} values published, {} of them wrong",
        what, of.frames, of.refused, of.let_through, of.doubted, of.published, of.wrong);
    std::puts(line.c_str());
}

}  // namespace

TEST_SUITE("campaign/damage")
{
    TEST_CASE("of a million answers with damaged bits no wrong value is published")
    {
        // From a line that is nearly good to one on which hardly any answer comes whole; an
        // answer has some 800 bits.
        const std::vector<std::string> lines{"bit_errors:0.0003", "bit_errors:0.001",
                                             "bit_errors:0.003", "bit_errors:0.01",
                                             "noise,bit_errors:0.003"};
        tally all;
        for (const auto& scenarios : lines) {
            all += damaged_line{scenarios}.read(200'000);
        }
        print("damaged bits", all);
        CHECK(all.frames >= 1'000'000);
        CHECK(all.refused > 400'000);
        CHECK(all.published > 1'000'000);
        CHECK(all.wrong == 0);
    }

    TEST_CASE("what damage a checksum does not see makes no energy leap and changes no unit")
    {
        const auto all = damaged_line{"", 0.002}.read(200'000);
        print("damaged behind the checksum", all);
        CHECK(all.let_through > 20'000);
        CHECK(all.doubted > 5'000);
        CHECK(all.leaps == 0);
        CHECK(all.units == 0);
    }
}
