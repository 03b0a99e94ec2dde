// SPDX-License-Identifier: Apache-2.0

#include <string>
#include <string_view>

#include "bridge/file_text.hpp"
#include "bridge/secrecy.hpp"
#include "bridge/sections.hpp"

namespace kmp2mqtt::bridge {
namespace {

/// What a PEM file has to hold; a key's label has words before it: "RSA PRIVATE KEY".
struct content {
    std::string_view label;
    std::string_view name;
};

constexpr content certificate{.label = "CERTIFICATE-----", .name = "certificate"};
constexpr content private_key{.label = "PRIVATE KEY-----", .name = "private key"};

/// What is wrong with it; empty: nothing that can be seen without a broker.
std::string flaw_in(std::string_view pem, const content& wanted)
{
    constexpr std::string_view begin = "-----BEGIN ";
    if (pem.find(begin) == std::string_view::npos) {
        return "is not PEM, which has lines with -----BEGIN";
    }
    if (pem.find(wanted.label) == std::string_view::npos) {
        return "holds no " + std::string{wanted.name} + ": there is no line -----BEGIN ... " +
               std::string{wanted.label};
    }
    const bool is_locked = pem.find("ENCRYPTED") != std::string_view::npos;
    return is_locked ? "is encrypted, and nobody is there to type its passphrase; openssl pkey "
                       "-in FILE -out OTHER writes it without"
                     : "";
}

std::string read_pem(const item& from, bool encrypted, const content& wanted)
{
    const auto name = from.text().value_or("");
    if (name.empty()) {
        return {};
    }
    auto file = credential_path(name);
    if (!encrypted) {
        from.problem("needs an encrypted connection; write broker = \"mqtts://...\"");
    } else if (const auto pem = read_file(file); !pem) {
        from.problem(not_readable(file, pem.error().why));
    } else if (const auto flaw = flaw_in(*pem, wanted); !flaw.empty()) {
        from.problem("the file " + in_quotes(file) + ' ' + flaw);
    }
    return file;
}

}  // namespace

mqtt::tls_settings read_tls(section from, bool encrypted)
{
    mqtt::tls_settings into;
    const auto cert_file = from["cert_file"];
    const auto key_file = from["key_file"];
    into.ca_file = read_pem(from["ca_file"], encrypted, certificate);
    into.cert_file = read_pem(cert_file, encrypted, certificate);
    into.key_file = read_pem(key_file, encrypted, private_key);
    if (into.cert_file.empty() != into.key_file.empty()) {
        const bool lacks_key = into.key_file.empty();
        (lacks_key ? cert_file : key_file)
            .problem(std::string{"needs "} + (lacks_key ? "key_file" : "cert_file") +
                     " beside it: certificate and key belong together");
    }
    if (const auto exposure = exposure_of(into.key_file); !exposure.empty()) {
        key_file.warning(exposure);
    }
    const auto verify = from["verify"];
    set(into.verify, verify.flag());
    if (!into.verify && !encrypted) {
        verify.problem("needs an encrypted connection; write broker = \"mqtts://...\"");
    } else if (!into.verify) {
        verify.warning(
            "the broker's certificate is not checked: whoever answers in its place "
            "gets the password; set ca_file and verify = true");
    }
    from.refuse_unknown_keys();
    return into;
}

}  // namespace kmp2mqtt::bridge
