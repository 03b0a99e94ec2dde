// SPDX-License-Identifier: Apache-2.0

#include "mqtt/tls_trace.hpp"

#include <MQTTAsync.h>
#include <array>
#include <mutex>
#include <utility>

namespace kmp2mqtt::mqtt {
namespace {

struct row {
    std::string_view traced;
    std::string_view words;
};

// OpenSSL's names of TLS alerts; the first that occurs in the line counts.
constexpr std::array table{
    row{.traced = "alert write:fatal:unknown CA",
        .words = "its certificate is not signed by an authority that is trusted here "
                 "(mqtt.tls.ca_file)"},
    row{.traced = "alert write:fatal:certificate expired", .words = "its certificate has expired"},
    row{.traced = "alert write:fatal:bad certificate", .words = "its certificate is not valid"},
    row{.traced = "X509_check_host for hostname",
        .words = "its certificate is for another host name"},
    row{.traced = "alert read:fatal:certificate required",
        .words = "it demands a client certificate (mqtt.tls.cert_file and key_file)"},
    row{.traced = "alert read:fatal:unknown CA",
        .words = "it does not trust our client certificate"},
    row{.traced =
            "alert read:fatal:unknown",  // OpenSSL 3.0 has no name yet for "certificate required"
        .words = "it ends the handshake; perhaps it demands a client certificate "
                 "(mqtt.tls.cert_file and "
                 "key_file)"},
    row{.traced = "alert read:fatal:bad certificate",
        .words = "it does not accept our client certificate"},
    row{.traced = "alert read:fatal:certificate expired",
        .words = "our client certificate has expired"},
    row{.traced = "alert read:fatal:protocol version",
        .words = "it speaks no TLS version that is allowed here"},
    row{.traced = "alert write:fatal:protocol version",
        .words = "it speaks no TLS version that is allowed here"},
    row{.traced = "alert read:fatal:handshake failure",
        .words = "it accepts no cipher that we offer"},
};

struct trace {
    std::mutex lock;
    std::string complaint;
};

trace& heard()
{
    static trace one;
    return one;
}

// NOLINTNEXTLINE(readability-non-const-parameter): Paho's signature
void hear(MQTTASYNC_TRACE_LEVELS /*level*/, char* line)
{
    auto words = tls_complaint_in(line);
    if (!words.empty()) {
        const std::lock_guard guard{heard().lock};
        heard().complaint = std::move(words);
    }
}

}  // namespace

std::string tls_complaint_in(std::string_view line)
{
    for (const auto& each : table) {
        if (line.find(each.traced) != std::string_view::npos) {
            return std::string{each.words};
        }
    }
    for (const std::string_view fatal : {"alert write:fatal:", "alert read:fatal:"}) {
        if (const auto at = line.find(fatal); at != std::string_view::npos) {
            return "TLS alert: " + std::string{line.substr(at + fatal.size())};
        }
    }
    return {};
}

void listen_to_tls(bool on)
{
    {
        const std::lock_guard guard{heard().lock};
        heard().complaint.clear();
    }
    // TLS alerts come at this level, the lowest that Paho has but errors.
    MQTTAsync_setTraceLevel(on ? MQTTASYNC_TRACE_PROTOCOL : MQTTASYNC_TRACE_ERROR);
    MQTTAsync_setTraceCallback(on ? hear : nullptr);
}

std::string tls_complaint()
{
    const std::lock_guard guard{heard().lock};
    return heard().complaint;
}

}  // namespace kmp2mqtt::mqtt
