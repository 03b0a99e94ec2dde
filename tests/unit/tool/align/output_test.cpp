// SPDX-License-Identifier: Apache-2.0

#include "tool/align/output.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "tool/align/large_letters.hpp"

using namespace std::chrono_literals;
using namespace kmp2mqtt::tool;

namespace {

alignment after(const attempt& one, unsigned times = 1)
{
    alignment place{{}, 5min};
    for (; times > 0; --times) {
        place.take(one, {});
    }
    return place;
}

attempt heard(verdict what, std::size_t bytes = 0)
{
    attempt one;
    one.said = what;
    one.bytes = bytes;
    one.took = 148ms;
    return one;
}

std::size_t widest(const std::vector<std::string>& lines)
{
    return std::ranges::max(lines, {}, &std::string::size).size();
}

/// Without the sequences that change no column.
std::string plain(std::string text)
{
    for (auto at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
        text.erase(at, text.find_first_of("mKA", at) - at + 1);
    }
    return text;
}

constexpr screen narrow{.columns = 40, .rows = 24, .has_inverse = false};
constexpr screen usual{.columns = 80, .rows = 24, .has_inverse = false};

}  // namespace

TEST_SUITE("tool/large_letters")
{
    TEST_CASE("letters are five rows of ink")
    {
        const auto rows = large_letters("1/E", 1);
        CHECK(rows[0] == " #     # ####");
        CHECK(rows[1] == "##    #  #   ");
        CHECK(rows[2] == " #   ##  ### ");
        CHECK(rows[3] == " #   #   #   ");
        CHECK(rows[4] == "### #    ####");
    }

    TEST_CASE("a dot may be two columns wide")
    {
        CHECK(large_letters("1", 2)[1] == "####  ");
        CHECK(large_letters("", 2)[0].empty());
    }

    TEST_CASE("each word and share has all its letters, in rows of one length")
    {
        for (const std::string_view text : {"GOOD", "ECHO", "NOISE", "SILENT", "DAMAGED", "OTHER",
                                            "NO PORT", "LISTEN", "0/1", "17/20", "234/56789"}) {
            CAPTURE(text);
            for (const auto& row : large_letters(text, 1)) {
                CHECK(row.size() == large_letters(text, 1)[0].size());
            }
        }
        // An unknown letter would be two blanks wide.
        for (const char letter : std::string_view{"ACDEGHILMNOPRST0123456789/"}) {
            CAPTURE(letter);
            CHECK(large_letters(std::string(1, letter), 1)[0].size() >= 3);
        }
    }
}

TEST_SUITE("tool/align_output")
{
    TEST_CASE("no line of the picture is as wide as the screen, whatever is shown")
    {
        for (const auto& on : {narrow, usual}) {
            for (std::size_t i = 0; i < verdicts; ++i) {
                auto one = heard(static_cast<verdict>(i), 2086);
                const auto lines = align_picture(after(one, 25), on);
                CHECK(widest(lines) < on.columns);
                one.port_text = std::string(300, 'x');
                CHECK(widest(align_picture(after(one, 25), on)) < on.columns);
            }
        }
    }

    TEST_CASE("the picture always has the same height, and fits 24 rows with the cursor")
    {
        const auto lines = align_picture(after(heard(verdict::good, 10)), narrow);
        CHECK(lines.size() == 20);
        CHECK(align_picture(after(heard(verdict::silent), 9), narrow).size() == lines.size());
        CHECK(align_picture(after(heard(verdict::silent), 9), usual).size() == 17);
        CHECK(has_room(usual));
        CHECK(has_room(narrow));
        CHECK(!has_room({.columns = 39, .rows = 24, .has_inverse = false}));
        CHECK(!has_room({.columns = 80, .rows = 17, .has_inverse = false}));
    }

    TEST_CASE("the picture shows verdict, share, details and hint")
    {
        const auto lines = align_picture(after(heard(verdict::good, 10), 17), narrow);
        CHECK(lines[0] == large_letters("GOOD", 1)[0]);
        CHECK(lines[6] == large_letters("17/17", 1)[0]);
        CHECK(lines[12] == "try 17, 10 bytes, 148 ms");
        CHECK(lines[13] == "hold it there");
        CHECK(lines.back() == "20/20 or Ctrl-C ends it; 300 s left");
    }

    TEST_CASE("while nothing comes a word that was good stands no more")
    {
        const auto place = after(heard(verdict::good, 10), 17);
        for (const auto& on : {narrow, usual}) {
            const auto lines = align_picture(place, on, true);
            CHECK(lines[0] == large_letters("LISTEN", on.columns == 80 ? 2 : 1)[0]);
            CHECK(lines[12] == "try 18, nothing yet");
            CHECK(lines.size() == align_picture(place, on).size());
            CHECK(widest(lines) < on.columns);
        }
    }

    TEST_CASE("what ser2net says of its one client fits forty columns whole")
    {
        auto one = heard(verdict::no_port);
        one.port_text =
            "opening socket://heating-meter.local:2002: ser2net serves another client (\"Port "
            "already in use\"); its options kickolduser: true or max-connections let more than one "
            "in";
        const auto lines = align_picture(after(one), narrow);
        CHECK(std::ranges::any_of(
            lines, [](const std::string& line) { return line.ends_with("than one in"); }));
    }

    TEST_CASE("inverse ink covers the same dots")
    {
        auto on = narrow;
        on.has_inverse = true;
        const auto lines = align_picture(after(heard(verdict::noise, 3)), on);
        CHECK(lines[0].find("\x1b[7m") != std::string::npos);
        CHECK(lines[0].ends_with("\x1b[0m"));
        for (std::size_t row = 0; row < large_height; ++row) {
            CHECK(plain(lines[row]) == std::string(large_letters("NOISE", 1)[row].size(), ' '));
        }
    }

    TEST_CASE("a long text about the port is broken at blanks")
    {
        auto one = heard(verdict::no_port);
        one.port_text = "opening /dev/ttyUSB0: no such file or directory; plug the head in";
        const auto lines = align_picture(after(one), narrow);
        CHECK(lines[13] == "opening /dev/ttyUSB0: no such file or");
        CHECK(lines[14] == "directory; plug the head in");
        CHECK(lines[15].empty());
    }

    TEST_CASE("a picture is drawn over the one before")
    {
        CHECK(drawn({"a", "b"}, ground::fresh) == "a\x1b[K\nb\x1b[K\n");
        CHECK(drawn({"a", "b"}, ground::picture) == "\x1b[2A\ra\x1b[K\nb\x1b[K\n");
    }

    TEST_CASE("on a screen of another size all is drawn anew")
    {
        CHECK(drawn({"a"}, ground::reshaped) == "\x1b[H\x1b[2Ja\x1b[K\n");
    }

    TEST_CASE("where nothing can be drawn there is a line a try")
    {
        CHECK(align_line(after(heard(verdict::good, 10), 3)) ==
              "   3  GOOD     10 bytes, 148 ms    3/3  hold it there");
        CHECK(align_line(after(heard(verdict::silent))) ==
              "   1  SILENT                       0/1  press a button on the meter");
    }

    TEST_CASE("JSON has a line a try and a summary")
    {
        CHECK(align_json(after(heard(verdict::good, 10), 25)) ==
              R"({"try":25,"verdict":"good","bytes":10,"ms":148,"good_of_last":[20,20],)"
              R"("hint":"hold it there","seconds_left":300})");
        CHECK(align_json(after(heard(verdict::noise, 3))) ==
              R"({"try":1,"verdict":"noise","bytes":3,"ms":null,"good_of_last":[0,1],)"
              R"("hint":"shade the head from sun and lamps","seconds_left":300})");
        CHECK(align_summary_json(after(heard(verdict::good)), 7, ending_of(after({}), true)) ==
              R"({"summary":{"tries":1,"telegrams":7,"verdict":"good","good_of_last":[1,1],)"
              R"("ended":"interrupted"}})");
        CHECK(align_summary_json(alignment{{}, 1s}, 0, ending_of(after({}), false)) ==
              R"({"summary":{"tries":0,"telegrams":0,"verdict":null,"good_of_last":[0,0],)"
              R"("ended":"time"}})");
    }

    TEST_CASE("the summary says what it cost")
    {
        const auto short_one = after(heard(verdict::good), 2);
        CHECK(align_summary(short_one, 3, ending_of(short_one, false)) ==
              "ended: its time is over (see --for)\ngood 2/2, tries 2, telegrams 3");
        const auto place = after(heard(verdict::good), 20);
        CHECK(ending_of(place, true).name == "found");
    }
}
