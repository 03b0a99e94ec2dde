// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/keeper.hpp"

#include "tool/scan/file.hpp"

namespace kmp2mqtt::tool {

kmp::result<kmp::done, std::string> scan_keeper::try_out() const
{
    if (!has_file()) {
        return kmp::done{};
    }
    return can_save_scan(file_);
}

kmp::result<kmp::done, std::string> scan_keeper::keep(const scan_state& state) const
{
    if (!has_file()) {
        return kmp::done{};
    }
    return save_scan(file_, state);
}

kmp::result<kmp::done, std::string> scan_keeper::keep_sometimes(const scan_state& state,
                                                                core::clock::time_point now)
{
    if (now < next_) {
        return kmp::done{};
    }
    next_ = now + time_between_saves;
    return keep(state);
}

}  // namespace kmp2mqtt::tool
