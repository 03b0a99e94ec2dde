// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/output.hpp"

#include <array>
#include <chrono>

#include <doctest/doctest.h>

#include "bench.hpp"
#include "core/local_time.hpp"

using kmp2mqtt::meter::kind;
using kmp2mqtt::tool::guess_kind;
using kmp2mqtt::tool::scan_plan;
using kmp2mqtt::tool::scan_state;

namespace {

kmp2mqtt::tool::scanned_value value(unsigned id, std::uint8_t number,
                                    kmp::unit unit = kmp::unit::mwh)
{
    return {.id = kmp::register_id(id), .unit = unit, .sign_exponent = 0x42, .mantissa = {number}};
}

constexpr kmp::register_id cooling_energy{63};

/// 60 and an unknown register are answered, 61 is left out, 62 makes the meter silent.
scan_state sample()
{
    scan_state found;
    found.answered = {value(4711, 7, static_cast<kmp::unit>(119)), value(60, 123)};
    found.left_out = {kmp::register_id{61}};
    found.silencing = {kmp::register_id{62}};
    return found;
}

kind kind_of(std::vector<kmp2mqtt::tool::scanned_value> answered)
{
    scan_state found;
    found.answered = std::move(answered);
    return guess_kind(found.values());
}

kmp2mqtt::meter::settings meter_at(const std::string& device)
{
    kmp2mqtt::meter::settings whom;
    whom.device.text = device;
    return whom;
}

}  // namespace

TEST_SUITE("tool/scan_output")
{
    TEST_CASE("the table is by number, with what makes the meter silent")
    {
        CHECK(kmp2mqtt::tool::scan_table(sample()) ==
              "  60 → heat_energy_e1   = 1.23 MWh\n"
              "  62 → return_energy_e5   makes the meter silent\n"
              "4711 → register_4711    = 0.07 <unknown unit 119>\n");
    }

    TEST_CASE("what is not readable is not said to make the meter silent")
    {
        auto found = sample();
        found.unreadable = range(66, 66);
        CHECK(kmp2mqtt::tool::scan_table(found).find("  66 → tariff_limit_tl2   not readable\n") !=
              std::string::npos);
        CHECK(kmp2mqtt::tool::scan_json(found, 9).find(R"("unreadable":[66])") !=
              std::string::npos);
        CHECK(kmp2mqtt::tool::scan_summary(found, 12) ==
              "2 of 5 registers answered, 1 left out, 1 silencing the meter, 1 not readable; "
              "telegrams: 12");
    }

    TEST_CASE("what is from a file has its time, and where it is from is told")
    {
        auto found = sample();
        found.serial = "71234567";
        found.from_file = 1;
        CHECK(kmp2mqtt::tool::scan_origin(found, "FILE") ==
              "1 value from FILE, of meter 71234567, when they were read is not known");
        CHECK(kmp2mqtt::tool::scan_table(found).ends_with("<unknown unit 119>   (read earlier)\n"));
        const kmp2mqtt::core::clock::wall_time time{std::chrono::seconds{1'795'344'303}};
        const auto shown = kmp2mqtt::core::iso_text(time);
        found.answered.front().read_at = time;
        CHECK(kmp2mqtt::tool::scan_table(found).ends_with("   (read " + shown + ")\n"));
        CHECK(kmp2mqtt::tool::scan_origin(found, "FILE").ends_with(", read " + shown));
        CHECK(kmp2mqtt::tool::scan_json(found, 1).find("\"read\":\"" + shown + "\"") !=
              std::string::npos);
        found.answered.back().read_at = time + std::chrono::seconds{60};
        found.from_file = 2;
        CHECK(kmp2mqtt::tool::scan_origin(found, "FILE")
                  .ends_with(", read " + shown + " to " +
                             kmp2mqtt::core::iso_text(time + std::chrono::seconds{60})));
    }

    TEST_CASE("the JSON has get-register's rows and what was not answered")
    {
        auto found = sample();
        found.plan = scan_plan{range(70, 72)};
        const auto text = kmp2mqtt::tool::scan_json(found, 9);
        CHECK(text.starts_with(R"({"register_data":[{"id_int":60,"id_hex":"0x003C",)"));
        CHECK(text.ends_with(
            R"("left_out":[61],"silencing":[62],"unreadable":[],"not_asked":[70,71,72],)"
            R"("complete":false,"telegrams":9})"
            "\n"));
    }

    TEST_CASE("the TOML is a meter of the bridge, unknown registers with value and unit")
    {
        auto found = sample();
        found.left_out.push_back(cooling_energy);
        CHECK(kmp2mqtt::tool::scan_toml(found, meter_at("/dev/ttyUSB0")) ==
              "[[meter]]\n"
              "name = \"heating\"\n"
              "device = \"/dev/ttyUSB0\"\n"
              "kind = \"heat\"\n"
              "# Eight registers are one telegram for the meter's battery: leave out what nobody "
              "reads.\n"
              "registers = [\n"
              "    \"heat_energy_e1\", # 60: 1.23 MWh\n"
              "    \"register_4711\",  # 4711: 0.07 <unknown unit 119>\n"
              "]\n");
    }

    TEST_CASE("the TOML of a part of a scan says so, and guesses no kind from a part")
    {
        auto found = sample();
        found.plan = scan_plan{range(63, 65)};
        const auto text = kmp2mqtt::tool::scan_toml(found, meter_at("/dev/ttyUSB0"));
        CHECK(
            text.starts_with("# incomplete: 3 registers not asked\n"
                             "[[meter]]\n"
                             "name = \"meter\"\n"
                             "device = \"/dev/ttyUSB0\"\n"
                             "# kind = \"heat\" # or "));
        found.unreadable = range(66, 66);
        CHECK(kmp2mqtt::tool::scan_toml(found, meter_at("/dev/ttyUSB0"))
                  .starts_with("# incomplete: 3 registers not asked, 1 register not readable\n"));
    }

    TEST_CASE("the TOML of a range without the energies guesses no kind")
    {
        scan_state found;
        found.answered = {value(68, 5)};
        const auto text = kmp2mqtt::tool::scan_toml(found, meter_at("/dev/ttyUSB0"));
        CHECK(text.starts_with("[[meter]]\n"));
        CHECK(text.find("\nkind") == std::string::npos);
    }

    TEST_CASE("the TOML names the address of a logger, and quotes the device")
    {
        auto whom = meter_at("/dev/a\"b");
        whom.address = kmp::address::logger_top;
        const auto text = kmp2mqtt::tool::scan_toml(sample(), whom);
        CHECK(text.find("address = 0x7F\n") != std::string::npos);
        CHECK(text.find(R"(device = "/dev/a\"b")") != std::string::npos);
    }

    TEST_CASE("of a meter that answered no register there is no TOML")
    {
        CHECK(kmp2mqtt::tool::scan_toml({}, meter_at("/dev/ttyUSB0")).empty());
    }

    TEST_CASE("the kind is that of the energies that have counted")
    {
        CHECK(kind_of({value(60, 5)}) == kind::heat);
        CHECK(kind_of({value(60, 5), value(63, 0)}) == kind::heat);
        CHECK(kind_of({value(60, 0), value(63, 0)}) == kind::heat);
        CHECK(kind_of({value(60, 0), value(63, 5)}) == kind::cooling);
        CHECK(kind_of({value(63, 0)}) == kind::cooling);
        CHECK(kind_of({value(60, 5), value(63, 5)}) == kind::heat_cooling);
        CHECK(kind_of({value(68, 5)}) == kind::water);
    }

    TEST_CASE("the summary counts everything once")
    {
        auto found = sample();
        CHECK(kmp2mqtt::tool::scan_summary(found, 12) ==
              "2 of 4 registers answered, 1 left out, 1 silencing the meter; telegrams: 12");
        found.plan = scan_plan{range(70, 72)};
        CHECK(kmp2mqtt::tool::scan_summary(found, 12) ==
              "2 of 7 registers answered, 1 left out, 1 silencing the meter, 3 not asked; "
              "telegrams: 12");
    }
}
