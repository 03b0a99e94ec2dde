// SPDX-License-Identifier: Apache-2.0

/// @file
/// The lock files by which serial programs have kept out of each other's way since UUCP.
///
/// As ser2net writes them: /var/lock/LCK..NAME with the process number in ten columns, where NAME
/// is the device as configured without "/dev/", '_' for '/'.

#pragma once

#include <string>
#include <vector>

#include <kmp/result.hpp>

namespace kmp2mqtt::link {

/// The lock files of one device, removed with this.
class lock_files {
public:
    /// @param folder  where they are; one that can't be written is passed over
    /// @returns who has the device: "ser2net (process 4711)". Files of processes that are no more,
    ///          or have our own number, are replaced: the caller has made sure that this process
    ///          does not have the device.
    [[nodiscard]] static kmp::result<lock_files, std::string> take(
        const std::string& device, const std::string& folder = "/var/lock");

    lock_files() = default;
    lock_files(const lock_files&) = delete;
    lock_files& operator=(const lock_files&) = delete;
    lock_files(lock_files&& other) noexcept;
    lock_files& operator=(lock_files&& other) noexcept;
    ~lock_files();

private:
    std::vector<std::string> paths_;
};

}  // namespace kmp2mqtt::link
