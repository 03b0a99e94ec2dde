// SPDX-License-Identifier: Apache-2.0

#include "poll/port_watch.hpp"

#include <algorithm>
#include <chrono>

namespace kmp2mqtt::poll {

namespace {

using namespace std::chrono_literals;

// Our choices. Who plugs a head in wants to see a reading; ser2net is back seconds after a restart,
// and a refused connection is two packets; the rest is a search of /proc for a port's holder, a
// name look-up, or packets that nobody answers.
constexpr core::clock::duration soon = 2s;
constexpr core::clock::duration moderate = 10s;
constexpr core::clock::duration seldom = 30s;

/// As seldom as the last of the schedule's tries.
constexpr core::clock::duration longest = 15min;

core::clock::duration pause_after(core::cause why, place where)
{
    switch (why) {
        case core::cause::port_missing:
        case core::cause::no_permission:  // udev gives it a moment after the device is there
            return where == place::here ? soon : seldom;
        case core::cause::connection_lost:
            return where == place::here ? soon : moderate;
        case core::cause::connection_refused:
            return moderate;
        default:
            return seldom;
    }
}

}  // namespace

void port_watch::failed(core::cause why, core::clock::time_point now) noexcept
{
    in_vain_ = found_ ? in_vain_ + 1 : in_vain_;
    found_ = false;
    if (!core::is_port_failure(why)) {
        next_.reset();
        return;
    }
    pause_ = pause_after(why, where_);
    for (auto times = in_vain_; times > 0 && pause_ < longest; --times) {
        pause_ *= 2;
    }
    pause_ = std::min(pause_, longest);
    next_ = now + pause_;
}

void port_watch::answered() noexcept
{
    in_vain_ = 0;
    found_ = false;
    next_.reset();
}

void port_watch::looked(bool found, core::clock::time_point now) noexcept
{
    found_ = found;
    if (found) {
        next_.reset();
    } else {
        next_ = now + pause_;
    }
}

}  // namespace kmp2mqtt::poll
