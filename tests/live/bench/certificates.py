# SPDX-License-Identifier: Apache-2.0
"""Certificates, made by openssl."""

import dataclasses
import datetime
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


def make_certificate(folder, authority, host, name=None, has_expired=False):
    """A certificate for `host`, a DNS name."""
    name = name or host
    made = Certificate(folder / f"{name}.crt", folder / f"{name}.key")
    request = folder / f"{name}.csr"
    openssl(
        *"req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes".split(),
        *["-subj", f"/CN={host}", "-out", request, "-keyout", made.key],
    )
    today = datetime.datetime.now(datetime.UTC)
    begin = today - datetime.timedelta(days=3)
    end = today + datetime.timedelta(days=-1 if has_expired else 2)
    openssl(
        *["ca", "-config", _settings_of(folder, host), "-batch", "-notext"],
        *["-cert", authority.certificate, "-keyfile", authority.key],
        *["-startdate", f"{begin:%Y%m%d%H%M%SZ}", "-enddate", f"{end:%Y%m%d%H%M%SZ}"],
        *["-in", request, "-out", made.certificate],
    )
    return made


def _settings_of(folder, host):
    """What `openssl ca` wants to know of an authority, which has no options for it."""
    (folder / "issued.txt").touch()
    settings = folder / f"{host}.cnf"
    settings.write_text(f"""
[ca]
default_ca = authority
[authority]
database = {folder}/issued.txt
new_certs_dir = {folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = DNS:{host}
""")
    return settings
