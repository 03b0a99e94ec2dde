// SPDX-License-Identifier: Apache-2.0

#include "link/recorder.hpp"

#include <utility>

#include "link/recording_format.hpp"

namespace kmp2mqtt::link {

using recording::happening;

core::outcome<std::unique_ptr<link>> recorder::make(std::unique_ptr<link> wire, core::clock& time,
                                                    const capture& to)
{
    auto file = recording_file::append_to(
        to.file, recording::first_line(time.wall(), to.keeps_numbers, wire->name()));
    if (!file) {
        return file.error();
    }
    std::unique_ptr<link> made =
        std::make_unique<recorder>(std::move(wire), time, *std::move(file), to.keeps_numbers);
    return made;
}

recorder::recorder(std::unique_ptr<link> wire, core::clock& time, recording_file file,
                   bool keeps_numbers)
    : wire_{std::move(wire)},
      time_{time},
      started_{time.now()},
      file_{std::move(file)},
      keeps_numbers_{keeps_numbers}
{
}

recorder::~recorder()
{
    recorder::close();
}

asio::awaitable<core::outcome<kmp::done>> recorder::open()
{
    const bool was_open = wire_->is_open();
    auto opened = co_await wire_->open();
    if (!opened) {
        note_failure(opened.error());
    } else if (!was_open) {
        note_port(recording::opened);
    }
    co_return opened;
}

asio::awaitable<core::outcome<kmp::done>> recorder::write(std::span<const std::uint8_t> bytes)
{
    note_sent(bytes);
    auto sent = co_await wire_->write(bytes);
    if (!sent) {
        note_failure(sent.error());
    }
    co_return sent;
}

asio::awaitable<core::outcome<std::size_t>> recorder::read(std::span<std::uint8_t> into)
{
    auto size = co_await wire_->read(into);
    if (size) {
        note_received(into.first(*size));
    } else {
        note_failure(size.error());
    }
    co_return size;
}

void recorder::close() noexcept
{
    if (wire_->is_open()) {
        wire_->close();
        note_port(recording::closed);
    }
}

void recorder::note_sent(std::span<const std::uint8_t> bytes)
{
    const auto now = time_.now();
    write_received(blanker_.rest());
    blanker_.sent(now, bytes);
    file_.write(recording::bytes_line(since_start(now), happening::sent, bytes));
}

void recorder::note_received(std::span<const std::uint8_t> bytes)
{
    const auto now = time_.now();
    if (keeps_numbers_) {
        file_.write(recording::bytes_line(since_start(now), happening::received, bytes));
    } else {
        write_received(blanker_.received(now, bytes));
    }
}

void recorder::note_port(std::string_view what)
{
    write_received(blanker_.rest());
    file_.write(recording::port_line(since_start(time_.now()), what));
}

void recorder::note_failure(const core::failure& why)
{
    write_received(blanker_.rest());
    file_.write(recording::failure_line(since_start(time_.now()), why));
}

void recorder::write_received(const pieces& all)
{
    for (const auto& each : all) {
        file_.write(recording::bytes_line(since_start(each.when), happening::received, each.bytes,
                                          each.note));
    }
}

core::clock::duration recorder::since_start(core::clock::time_point when) const
{
    return when - started_;
}

}  // namespace kmp2mqtt::link
