// SPDX-License-Identifier: Apache-2.0

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "bridge/check.hpp"
#include "folder.hpp"
#include "written.hpp"

namespace {

using written::a_meter;
using written::folder;
namespace fs = std::filesystem;

std::string with_password_file(const std::string& path)
{
    return "[mqtt]\nusername = 'me'\npassword_file = '" + path + "'\n" + a_meter;
}

std::string with_tls(const std::string& keys)
{
    return "[mqtt]\nbroker = 'mqtts://pi'\n[mqtt.tls]\n" + keys + '\n' + a_meter;
}

constexpr std::string_view pem = "-----BEGIN CERTIFICATE-----\n";
constexpr std::string_view key_pem = "-----BEGIN PRIVATE KEY-----\n";

/// The example in etc, with those of its commented keys that are wanted.
std::string example_with(const std::function<bool(const std::string&)>& is_wanted)
{
    std::ifstream stream{EXAMPLE_CONFIGURATION};
    std::string text;
    for (std::string line; std::getline(stream, line);) {
        const bool is_key = line.starts_with("# ") &&
                            (line.find(" = ") != std::string::npos || line.starts_with("# ["));
        const bool is_plan =
            line.find("poll") != std::string::npos || line.find("every") != std::string::npos;
        text += (is_key && !is_plan && is_wanted(line) ? line.substr(2) : line) + '\n';
    }
    return text;
}

}  // namespace

TEST_SUITE("bridge/files")
{
    TEST_CASE_FIXTURE(folder, "the password is what its file holds, without the newline at the end")
    {
        CHECK(written::accepted(with_password_file(file("a", "s3cret\n"))).mqtt.password ==
              "s3cret");
        CHECK(written::accepted(with_password_file(file("b", " a b\r\n"))).mqtt.password == " a b");
        CHECK(written::accepted(with_password_file(file("c", "x\n\n"))).mqtt.password == "x\n");
    }

    TEST_CASE_FIXTURE(folder, "a password file is there and not empty")
    {
        CHECK(written::has(written::refused(with_password_file("/nonexistent/p")),
                           "f.toml:3:17: mqtt.password_file: the file \"/nonexistent/p\" cannot be "
                           "read: No such file"));
        CHECK(written::has(written::refused(with_password_file("mqtt_password")),
                           "No such file or directory; a bare name is a credential of systemd"));
        CHECK_FALSE(written::has(written::refused(with_password_file("/nonexistent/p")), "bare"));
        CHECK(written::has(written::refused(with_password_file("/")), "Is a directory"));
        CHECK(written::has(written::refused(with_password_file(file("a", "\n"))), "is empty"));
        CHECK(written::has(written::refused(with_password_file("/dev/zero")), "larger than"));
        CHECK(written::has(written::refused(with_password_file(file("a", std::string(70000, 'x')))),
                           "too long"));
    }

    TEST_CASE_FIXTURE(folder, "a password file that everybody can read is worth a warning")
    {
        const auto path = file("a", "s3cret");
        CHECK(written::accepted(with_password_file(path)).warnings.empty());
        fs::permissions(path, fs::perms::others_read, fs::perm_options::add);
        CHECK(written::has(written::accepted(with_password_file(path)).warnings,
                           "f.toml:3:17: mqtt.password_file: every user"));
    }

    TEST_CASE_FIXTURE(folder, "a password stands in one place, beside a user")
    {
        const auto path = file("a", "s3cret");
        const auto refused = [](const std::string& keys) {
            return written::refused("[mqtt]\n" + keys + '\n' + a_meter);
        };
        CHECK(
            written::has(refused("username = 'me'\npassword = 'x'\npassword_file = '" + path + "'"),
                         "f.toml:4:17: mqtt.password_file: stands beside password"));
        CHECK(written::has(refused("password_file = '" + path + "'"),
                           "f.toml:2:17: mqtt.password_file: is of no use without a user"));
        CHECK(written::has(refused("password = 'x'"), "f.toml:2:12: mqtt.password: is of no use"));
    }

    TEST_CASE_FIXTURE(folder, "certificates are PEM files, for an encrypted connection")
    {
        const auto ca = file("ca.pem", pem);
        CHECK(written::accepted(with_tls("ca_file = '" + ca + "'")).mqtt.tls.ca_file == ca);
        CHECK(
            written::has(written::refused(with_tls("ca_file = '/nonexistent/ca'")),
                         "f.toml:4:11: mqtt.tls.ca_file: the file \"/nonexistent/ca\" cannot be"));
        CHECK(written::has(written::refused(with_tls("ca_file = '" + file("der", "0") + "'")),
                           "is not PEM"));
        CHECK(written::has(written::refused("[mqtt.tls]\nca_file = '" + ca + "'\n" + a_meter),
                           "f.toml:2:11: mqtt.tls.ca_file: needs an encrypted connection"));
    }

    TEST_CASE_FIXTURE(folder, "a client's certificate and its key belong together")
    {
        const auto cert = "cert_file = '" + file("cert.pem", pem) + "'\n";
        const auto key = "key_file = '" + file("key.pem", key_pem) + "'\n";
        CHECK_FALSE(written::accepted(with_tls(cert + key)).mqtt.tls.key_file.empty());
        CHECK(written::has(written::refused(with_tls(cert)),
                           "f.toml:4:13: mqtt.tls.cert_file: needs key_file beside it"));
        CHECK(written::has(written::refused(with_tls(key)),
                           "f.toml:4:12: mqtt.tls.key_file: needs cert_file beside it"));
    }

    TEST_CASE_FIXTURE(folder, "a file in the wrong place, or one that nobody can open, is found")
    {
        const auto cert = file("cert.pem", pem);
        const auto key = file("key.pem", key_pem);
        const auto locked = file("locked.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        const auto refused = [&](const std::string& own, const std::string& secret) {
            return written::refused(
                with_tls("cert_file = '" + own + "'\nkey_file = '" + secret + "'"));
        };
        CHECK(refused(cert, key).empty());
        CHECK(written::has(refused(key, key),
                           "cert_file: the file \"" + key + "\" holds no certificate"));
        CHECK(written::has(refused(cert, cert),
                           "key_file: the file \"" + cert + "\" holds no private key"));
        CHECK(written::has(refused(cert, locked),
                           "key_file: the file \"" + locked + "\" is encrypted"));
    }

    TEST_CASE_FIXTURE(folder, "a key that everybody can read or change is worth a warning")
    {
        const auto key = file("key.pem", key_pem);
        const auto text =
            with_tls("cert_file = '" + file("cert.pem", pem) + "'\nkey_file = '" + key + "'");
        CHECK(written::accepted(text).warnings.empty());
        fs::permissions(key, fs::perms::group_read, fs::perm_options::add);
        CHECK(written::accepted(text).warnings.empty());
        fs::permissions(key, fs::perms::others_write, fs::perm_options::add);
        CHECK(written::has(
            written::accepted(text).warnings,
            "f.toml:5:12: mqtt.tls.key_file: every user of this machine can change \"" + key +
                "\"; chmod o-rwx it"));
    }

    TEST_CASE_FIXTURE(folder, "a configuration with a password that everybody can read is too")
    {
        const auto path =
            file("kmp2mqtt.toml", "[mqtt]\nusername = 'me'\npassword = 'x'\n" + a_meter);
        REQUIRE(kmp2mqtt::bridge::load_config(path));
        CHECK(kmp2mqtt::bridge::load_config(path)->warnings.empty());
        fs::permissions(path, fs::perms::others_read, fs::perm_options::add);
        const auto warnings = kmp2mqtt::bridge::load_config(path)->warnings;
        CHECK(written::has(warnings, path + ":3:12: mqtt.password: every user of this machine"));
        CHECK(written::has(warnings, "chmod o-rwx it, or use password_file"));
    }

    TEST_CASE_FIXTURE(folder, "a name without a folder is a credential of systemd if there is one")
    {
        const auto path = file("mqtt_password", "s3cret\n");
        const auto credentials = fs::path{path}.parent_path().string();
        setenv("CREDENTIALS_DIRECTORY", credentials.c_str(), 1);
        CHECK(written::accepted(with_password_file("mqtt_password")).mqtt.password == "s3cret");
        CHECK(written::has(written::refused(with_password_file("other")),
                           "the file \"other\" cannot be read"));
        unsetenv("CREDENTIALS_DIRECTORY");
        CHECK(written::has(written::refused(with_password_file("mqtt_password")),
                           "the file \"mqtt_password\" cannot be read"));
    }

    TEST_CASE("a broker that is not verified is worth a warning at every start")
    {
        const auto read = written::accepted(with_tls("verify = false"));
        CHECK_FALSE(read.mqtt.tls.verify);
        CHECK(
            written::has(read.warnings, "f.toml:4:10: mqtt.tls.verify: the broker's certificate"));
        CHECK(written::has(written::refused("[mqtt.tls]\nverify = false\n" + a_meter),
                           "f.toml:2:10: mqtt.tls.verify: needs an encrypted connection"));
    }

    TEST_CASE("a secret stands in no problem")
    {
        for (const auto* const keys : {
                 "password = 's3cret'",
                 "broker = 'mqtt://me:s3cret@pi'",
                 "password = 's3cret",
                 "password = 12345678901234567890123s3cret",
                 "passwrd = 's3cret'",
                 "password = ['s3cret']",
                 "protocol = 5\nusername = 'me'\npassword = \"\"\"s3cret",
             }) {
            const auto lines = written::refused("[mqtt]\n" + std::string{keys} + '\n' + a_meter);
            CAPTURE(keys);
            CHECK_FALSE(lines.empty());
            CHECK_FALSE(written::has(lines, "s3cret"));
        }
    }

    TEST_CASE("the example in etc is a configuration, and needs no warning")
    {
        const auto example = kmp2mqtt::bridge::load_config(EXAMPLE_CONFIGURATION);
        REQUIRE(example);
        CHECK(example->warnings.empty());
        CHECK(example->meters.at(0).name == "heating");
    }

    TEST_CASE("what the example in etc has as comments is a configuration too")
    {
        const auto read = written::accepted(example_with([](const std::string& line) {
            return line.find("_file") == std::string::npos &&
                   line.find("/var/lib") == std::string::npos;
        }));
        CHECK(read.timezone == "Europe/Copenhagen");
        CHECK(read.mqtt.username == "kmp2mqtt");
        CHECK(read.meters.at(0).serial == "71234567");
    }

    TEST_CASE("what the example in etc has as comments is the default, unless it says e.g.")
    {
        const auto written_out = example_with(
            [](const std::string& line) { return line.find("e.g.") == std::string::npos; });
        CHECK(description_of(written::accepted(written_out)) ==
              description_of(written::accepted(example_with([](const auto&) { return false; }))));
    }
}
