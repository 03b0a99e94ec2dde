// SPDX-License-Identifier: Apache-2.0

#include "tool/text_block.hpp"

#include <algorithm>
#include <utility>

namespace kmp2mqtt::tool {
namespace {

bool continues_character(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Bytes of the first `columns` characters.
std::size_t bytes_of(std::string_view text, std::size_t columns) noexcept
{
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (!continues_character(text[at]) && columns-- == 0) {
            break;
        }
    }
    return at;
}

class paragraph {
public:
    paragraph(std::string head, std::size_t width, std::size_t indent)
        : line_{std::move(head)}, width_{width}, indent_{indent}, used_{columns_of(line_)}
    {
    }

    void add(std::string_view word)
    {
        const auto size = columns_of(word);
        const std::size_t blank = is_fresh_ ? 0 : 1;
        if (used_ + blank + size > width_ && used_ > indent_) {
            begin_line();
        } else {
            put(std::string_view{" "}.substr(0, blank), blank);
        }
        while (used_ + columns_of(word) > width_) {
            const auto fits = width_ - used_;
            const auto bytes = bytes_of(word, fits);
            put(word.substr(0, bytes), fits);
            word.remove_prefix(bytes);
            begin_line();
        }
        put(word, columns_of(word));
        is_fresh_ = false;
    }

    std::string end() &&
    {
        end_line();
        return std::move(text_);
    }

private:
    void put(std::string_view text, std::size_t columns)
    {
        line_ += text;
        used_ += columns;
    }

    void end_line()
    {
        line_.erase(line_.find_last_not_of(' ') + 1);
        text_ += line_ + '\n';
    }

    void begin_line()
    {
        end_line();
        line_.assign(indent_, ' ');
        used_ = indent_;
    }

    std::string text_;
    std::string line_;
    std::size_t width_;
    std::size_t indent_;
    std::size_t used_;
    bool is_fresh_{true};
};

}  // namespace

std::size_t columns_of(std::string_view text) noexcept
{
    return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues_character));
}

std::string wrapped(std::string head, std::string_view words, std::size_t width, std::size_t indent)
{
    paragraph lines{std::move(head), width, indent};
    while (!words.empty()) {
        const auto end = std::min(words.find(' '), words.size());
        if (end > 0) {
            lines.add(words.substr(0, end));
        }
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return std::move(lines).end();
}

}  // namespace kmp2mqtt::tool
