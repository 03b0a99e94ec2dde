// SPDX-License-Identifier: Apache-2.0

#include "tool/usage_error.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/log.hpp"
#include "core/nearest.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Words that are no commands here, but elsewhere.
struct hint {
    std::string_view word;
    std::string_view meant;
};

constexpr std::array hints{
    hint{.word = "help", .meant = "kmptool --help and kmptool COMMAND --help explain them"},
    hint{.word = "version", .meant = "kmptool --version prints it"},
    hint{.word = "-V", .meant = "kmptool --version prints the version"},
    hint{.word = "capture",
         .meant = "--capture FILE, with any command that reads a meter, records the line"},
};

std::vector<std::string_view> commands_of(const CLI::App& program)
{
    std::vector<std::string_view> names;
    for (const auto* const command : program.get_subcommands([](const auto*) { return true; })) {
        names.push_back(command->get_name());
    }
    return names;
}

void add_options(const CLI::App& of, std::vector<std::string>& names)
{
    for (const auto* const option : of.get_options()) {
        for (const auto& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
}

std::string advice(std::string_view word, const std::vector<std::string_view>& known,
                   std::string_view command)
{
    const auto* const row = std::ranges::find(hints, word, &hint::word);
    if (row != hints.end()) {
        return std::string{row->meant};
    }
    const auto meant = core::nearest(word, known);
    return meant.empty() ? core::format("{} --help lists them", command)
                         : core::format("did you mean {}?", meant);
}

bool is_option(std::string_view word)
{
    return word.size() > 1 && word.starts_with('-');
}

std::string unknown_option(std::string_view word, const CLI::App& program, const CLI::App* command)
{
    std::vector<std::string> names;
    add_options(program, names);
    if (command != nullptr) {
        add_options(*command, names);
    }
    const auto whose =
        command == nullptr ? std::string{"kmptool"} : "kmptool " + command->get_name();
    const auto name = word.substr(0, word.find('='));
    return core::format("{} is no option of {}; {}", name, whose,
                        advice(name, {names.begin(), names.end()}, whose));
}

std::string unexpected_word(std::string_view word, const CLI::App& command)
{
    const auto& name = command.get_name();
    if (name == "get-register") {
        return core::format("{} {}: a register is named by an option; write --register {}", name,
                            word, word);
    }
    return core::format("{} {}: no word is expected there; kmptool {} --help lists options", name,
                        word, name);
}

/// By its number: the library puts the program's name where some errors have theirs.
bool is_a(const CLI::ParseError& found, CLI::ExitCodes kind)
{
    return found.get_exit_code() == static_cast<int>(kind);
}

}  // namespace

std::string usage_error(const CLI::App& program, const CLI::ParseError& found)
{
    const auto commands = program.get_subcommands();
    const auto* const command = commands.empty() ? nullptr : commands.front();
    const auto left_over = program.remaining(true);
    const bool is_about_words = command == nullptr || is_a(found, CLI::ExitCodes::ExtrasError);
    if (found.get_name() != "CallForVersion" && is_about_words && !left_over.empty()) {
        const auto& word = left_over.front();
        if (is_option(word)) {
            return unknown_option(word, program, command);
        }
        return command != nullptr ? unexpected_word(word, *command)
                                  : core::format("{} is no command; {}", word,
                                                 advice(word, commands_of(program), "kmptool"));
    }
    if (is_a(found, CLI::ExitCodes::Success)) {
        return {};
    }
    if (command == nullptr && is_a(found, CLI::ExitCodes::RequiredError)) {
        return "a command is missing; kmptool --help lists them";
    }
    return found.what();
}

}  // namespace kmp2mqtt::tool
