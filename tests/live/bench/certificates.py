# SPDX-License-Identifier: Apache-2.0
"""Certificates, made by openssl."""

import dataclasses
import pathlib
import subprocess


@dataclasses.dataclass
class Certificate:
    certificate: pathlib.Path
    key: pathlib.Path


def openssl(*words):
    subprocess.run(["openssl", *[str(word) for word in words]], check=True, capture_output=True)


def make_authority(folder, name):
    """A certificate that signs others."""
    made = Certificate(folder / f"{name}.crt", folder / f"{name}.key")
    openssl(
        *"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(),
        *["-subj", f"/CN={name}", "-out", made.certificate, "-keyout", made.key],
    )
    return made


def make_certificate(folder, authority, host):
    """A server's certificate for `host`, a DNS name."""
    made = Certificate(folder / f"{host}.crt", folder / f"{host}.key")
    request = folder / f"{host}.csr"
    names = folder / f"{host}.ext"
    names.write_text(f"subjectAltName=DNS:{host}\n")
    openssl(
        *"req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes".split(),
        *["-subj", f"/CN={host}", "-out", request, "-keyout", made.key],
    )
    openssl(
        *["x509", "-req", "-days", "2", "-in", request, "-out", made.certificate],
        *["-CA", authority.certificate, "-CAkey", authority.key, "-CAcreateserial"],
        *["-extfile", names],
    )
    return made
