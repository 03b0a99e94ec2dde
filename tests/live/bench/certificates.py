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


def make_authority(folder, name, host=None):
    """A certificate that signs itself, and may sign others; `host` is who it says to be."""
    made = Certificate(folder / f"{name}.crt", folder / f"{name}.key")
    openssl(
        *"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(),
        *["-subj", f"/CN={host or name}", "-out", made.certificate, "-keyout", made.key],
    )
    return made


def make_certificate(folder, authority, host, days=2, name=None):
    """A certificate for `host`, a DNS name; with negative `days` it has expired."""
    name = name or host
    made = Certificate(folder / f"{name}.crt", folder / f"{name}.key")
    request = folder / f"{name}.csr"
    names = folder / f"{name}.ext"
    names.write_text(f"subjectAltName=DNS:{host}\n")
    openssl(
        *"req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes".split(),
        *["-subj", f"/CN={host}", "-out", request, "-keyout", made.key],
    )
    openssl(
        *["x509", "-req", "-days", days, "-in", request, "-out", made.certificate],
        *["-CA", authority.certificate, "-CAkey", authority.key, "-CAcreateserial"],
        *["-extfile", names],
    )
    return made
