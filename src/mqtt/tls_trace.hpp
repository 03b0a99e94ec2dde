// SPDX-License-Identifier: Apache-2.0

/// @file
/// Why a TLS handshake failed, taken from what Paho traces: it tells nobody else.
///
/// Paho has one trace for the process, so this is one for the process too.

#pragma once

#include <string>
#include <string_view>

namespace kmp2mqtt::mqtt {

/// Begins to listen, or stops; forgets what was heard. Callable from any thread.
void listen_to_tls(bool on);

/// The last complaint since then, in words; empty: none. Callable from any thread.
[[nodiscard]] std::string tls_complaint();

/// The complaint in one line of the trace, in words; empty: it has none. Pure.
[[nodiscard]] std::string tls_complaint_in(std::string_view line);

}  // namespace kmp2mqtt::mqtt
