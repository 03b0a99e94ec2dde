// SPDX-License-Identifier: Apache-2.0

#include "core/log.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "core/environment.hpp"

namespace kmp2mqtt::core::log {
namespace {

struct row {
    spdlog::level::level_enum level;
    std::string_view syslog;  ///< sd-daemon(3)
};

constexpr std::array rows{
    row{.level = spdlog::level::err, .syslog = "<3>"},
    row{.level = spdlog::level::warn, .syslog = "<4>"},
    row{.level = spdlog::level::info, .syslog = "<6>"},
    row{.level = spdlog::level::debug, .syslog = "<7>"},
    row{.level = spdlog::level::trace, .syslog = "<7>"},
};

spdlog::level::level_enum level_of(level ours)
{
    return rows.at(static_cast<std::size_t>(ours)).level;
}

constexpr const char* time_and_level = "%Y-%m-%dT%H:%M:%S%z %l %v";

class syslog_level final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm& /*time*/,
                spdlog::memory_buf_t& line) override
    {
        for (const auto& row : rows) {
            if (row.level == message.level) {
                line.append(row.syslog.data(), row.syslog.data() + row.syslog.size());
                return;
            }
        }
    }

    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override
    {
        return std::make_unique<syslog_level>();
    }
};

spdlog::logger& logger()
{
    static const auto instance = [] {
        auto made = std::make_shared<spdlog::logger>(
            "kmp2mqtt", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_level(spdlog::level::warn);
        made->flush_on(spdlog::level::warn);
        made->set_pattern(time_and_level);
        return made;
    }();
    return *instance;
}

/// systemd.exec(5): the variable names the file that is our standard error, if journald reads it.
bool journald_reads_stderr()
{
    const auto stream = variable("JOURNAL_STREAM");
    struct stat file{};
    return !stream.empty() && fstat(STDERR_FILENO, &file) == 0 &&
           stream == fmt::format("{}:{}", file.st_dev, file.st_ino);
}

bool is_control(unsigned char c)
{
    return c < 0x20 || c == 0x7F;
}

}  // namespace

void start(level lowest)
{
    logger().set_level(level_of(lowest));
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    formatter->add_flag<syslog_level>('*').set_pattern(journald_reads_stderr() ? "%*%v"
                                                                               : time_and_level);
    logger().set_formatter(std::move(formatter));
}

void flush()
{
    logger().flush();
}

bool is_on(level of) noexcept
{
    return logger().should_log(level_of(of));
}

void write(level of, std::string_view text)
{
    if (is_on(of)) {
        logger().log(level_of(of), one_line(text));
    }
}

std::string one_line(std::string_view text)
{
    std::string line;
    line.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        line += is_control(byte) ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
    }
    return line;
}

}  // namespace kmp2mqtt::core::log
