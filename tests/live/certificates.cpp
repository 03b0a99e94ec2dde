// SPDX-License-Identifier: Apache-2.0

#include "live/certificates.hpp"

#include <cstdlib>
#include <stdexcept>

namespace live {
namespace {

constexpr auto new_key = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -batch";

void openssl(const std::string& arguments)
{
    if (std::system(("openssl " + arguments + " 2>/dev/null").c_str()) != 0) {
        throw std::runtime_error{"openssl " + arguments};
    }
}

}  // namespace

authority::authority()
{
    const auto folder = folder_.path().string() + "/";
    static_cast<void>(folder_.file("index", ""));
    static_cast<void>(
        folder_.file("ca.cnf", "[ca]\ndefault_ca=own\n[own]\nnew_certs_dir=" + folder +
                                   "\ndatabase=" + folder + "index\nrand_serial=yes\n" +
                                   "default_md=sha256\npolicy=names\ncopy_extensions=copy\n" +
                                   "unique_subject=no\n[names]\ncommonName=supplied\n"));
    openssl("req -x509 -days 3650 -subj /CN=authority -keyout " + folder + "ca.key -out " +
            certificate() + new_key);
}

authority::pair authority::issue(const std::string& host, const std::string& end)
{
    const auto folder = folder_.path().string() + "/";
    const auto name = folder + std::to_string(++issued_);
    openssl("req -subj /CN=issued -addext subjectAltName=" + host + " -keyout " + name +
            ".key -out " + name + ".csr" + new_key);
    openssl("ca -batch -notext -config " + folder + "ca.cnf -cert " + certificate() + " -keyfile " +
            folder + "ca.key -startdate 200101000000Z -enddate " + end + " -in " + name +
            ".csr -out " + name + ".pem");
    return {.certificate = name + ".pem", .key = name + ".key"};
}

}  // namespace live
