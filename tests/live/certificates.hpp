// SPDX-License-Identifier: Apache-2.0

/// @file
/// Certificates for one test, made by the openssl program.

#pragma once

#include <string>

#include "live/mosquitto.hpp"

namespace live {

/// A certificate authority of its own.
class authority {
public:
    authority();

    struct pair {
        std::string certificate;  ///< PEM file
        std::string key;          ///< PEM file
    };

    /// The authority's own certificate, a PEM file.
    [[nodiscard]] std::string certificate() const { return folder_.path() / "ca.pem"; }

    /// A certificate for a host, "DNS:localhost", valid until `end`, "YYMMDDhhmmssZ".
    [[nodiscard]] pair issue(const std::string& host, const std::string& end = "491231235959Z");

private:
    temporary_folder folder_;
    int issued_{0};
};

}  // namespace live
