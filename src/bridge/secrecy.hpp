// SPDX-License-Identifier: Apache-2.0

/// @file
/// What keeps passwords and keys to ourselves.

#pragma once

#include <string>

namespace kmp2mqtt::bridge {

/// No core file of this process and its children: it would hold the password.
void forbid_core_dump() noexcept;

/// Where to find a file of [mqtt]: a name without '/' is first looked for among the credentials
/// that systemd hands to its services (LoadCredential). Any other name stays as it is.
[[nodiscard]] std::string credential_path(const std::string& name);

/// What to say of a file of [mqtt] that cannot be read; of a name without '/' also what it means,
/// and how it is tried by hand.
[[nodiscard]] std::string not_readable(const std::string& file, const std::string& why);

/// What is wrong with the permissions of a file that holds a secret, and what makes it right;
/// empty: nothing, or there is no such file. A group may read it: its members were chosen.
[[nodiscard]] std::string exposure_of(const std::string& file);

}  // namespace kmp2mqtt::bridge
