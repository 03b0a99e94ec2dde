// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is needed to reach a broker.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "core/publication.hpp"

namespace kmp2mqtt::mqtt {

/// Which MQTT to speak; automatic: 5, then 3.1.1 where the broker refuses 5.
enum class protocol : std::uint8_t { automatic, v5, v3_1_1 };

struct tls_settings {
    std::string ca_file;    ///< PEM; empty: the system's certificates
    std::string cert_file;  ///< PEM; empty: no client certificate
    std::string key_file;   ///< PEM
    bool verify{true};      ///< certificate chain and host name
};

struct settings {
    std::string host;
    std::uint16_t port{1883};
    bool encrypted{false};  ///< mqtts://
    tls_settings tls;
    std::string client_id;
    std::string username;  ///< empty: none
    std::string password;
    mqtt::protocol protocol{protocol::automatic};
    std::chrono::seconds keep_alive{30};
    core::publication last_will;
};

}  // namespace kmp2mqtt::mqtt
