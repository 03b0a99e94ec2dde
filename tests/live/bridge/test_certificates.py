# SPDX-License-Identifier: Apache-2.0
"""TLS: whom the bridge trusts, and as whom it shows itself."""

import re
import subprocess

import pytest

from bench.bridge import heating, program
from bench.process import wait_until


def encrypted(broker):
    return {"broker": f"mqtts://localhost:{broker.port}"}


def trusting(certificates, authority="authority"):
    return {"ca_file": str(certificates[authority].certificate)}


def shown_by(certificates, name):
    own = certificates[name]
    return {"cert_file": str(own.certificate), "key_file": str(own.key)}


def demanding(bench, certificates):
    """A broker that wants a certificate of the authority from everybody."""
    authority = f"cafile {certificates['authority'].certificate}"
    return bench.broker("require_certificate true", authority, tls=certificates["localhost"])


def bridge_to(bench, broker, tls):
    meter = heating(bench.meter())
    return bench.bridge(broker, meter, mqtt=encrypted(broker), tls=tls).start()


def test_a_certificate_of_a_trusted_authority_is_accepted(bench, certificates):
    broker = bench.broker(tls=certificates["localhost"])
    person = bench.subscriber(broker, tls=certificates["authority"])
    bridge_to(bench, broker, trusting(certificates))
    person.wait_for("kmp2mqtt/heating/state")


@pytest.mark.parametrize(
    "shown, trusted, reason",
    [
        ("localhost", "stranger", "not signed by an authority that is trusted here"),
        ("localhost", None, "not signed by an authority that is trusted here"),
        ("self-signed", "authority", "not signed by an authority that is trusted here"),
        ("elsewhere", "authority", "for another host name"),
        ("expired", "authority", "has expired"),
    ],
)
def test_a_broker_is_refused_with_the_reason(shown, trusted, reason, bench, certificates):
    broker = bench.broker(tls=certificates[shown])
    tls = trusting(certificates, trusted) if trusted else {}
    bridge = bridge_to(bench, broker, tls)
    assert reason in bridge.wait_log("certificate")
    assert bridge.is_alive
    assert "kmp2mqtt-" not in broker.log, "the bridge said its name to a broker it must not trust"


def test_no_verification_is_reported_at_start_and_accepts_any_certificate(bench, certificates):
    broker = bench.broker(tls=certificates["elsewhere"])
    bridge = bridge_to(bench, broker, {"verify": False})
    bridge.wait_log("verify")
    wait_until(lambda: "kmp2mqtt-" in broker.log, "a connection")


def test_a_broker_that_demands_a_certificate_gets_ours(bench, certificates):
    broker = demanding(bench, certificates)
    bridge = bridge_to(
        bench, broker, {**trusting(certificates), **shown_by(certificates, "client")}
    )
    bridge.wait_log("connected to the broker")


@pytest.mark.parametrize(
    "own, reason",
    [
        ({}, "certificate"),
        ("strange-client", "does not trust our client certificate|hung up"),
        ({"cert_file": "client", "key_file": "strange-client"}, "hung up|key"),
    ],
    ids=["none", "of a stranger", "with the key of another"],
)
def test_a_broker_that_does_not_want_us_is_told_with_the_reason(own, reason, bench, certificates):
    broker = demanding(bench, certificates)
    if isinstance(own, str):
        own = shown_by(certificates, own)
    elif own:
        own = {
            "cert_file": str(certificates[own["cert_file"]].certificate),
            "key_file": str(certificates[own["key_file"]].key),
        }
    bridge = bridge_to(bench, broker, {**trusting(certificates), **own})
    bridge.wait_log(f"no connection to the broker: .*({reason})")
    assert bridge.is_alive


def problems(tmp_path, **files):
    """What --check says of these files of [mqtt.tls]."""
    keys = "\n".join(f'{key} = "{path}"' for key, path in files.items())
    config = tmp_path / "kmp2mqtt.toml"
    config.write_text(
        f'[mqtt]\nbroker = "mqtts://localhost"\n[mqtt.tls]\n{keys}\n'
        '[[meter]]\nname = "heating"\ndevice = "/dev/ttyUSB0"\n'
    )
    said = subprocess.run(
        [program(), "--config", config, "--check"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    return said.returncode, said.stderr, said.stdout


def test_files_that_cannot_be_used_are_found_before_the_start(tmp_path, certificates):
    own = certificates["client"]
    for files, words in (
        ({"ca_file": tmp_path / "none"}, "ca_file: .* cannot be read: No such file"),
        ({"ca_file": tmp_path}, "ca_file: .* cannot be read: Is a directory"),
        ({"cert_file": own.certificate}, "cert_file: needs key_file"),
        ({"cert_file": own.key, "key_file": own.key}, "cert_file: .* holds no certificate"),
        (
            {"cert_file": own.certificate, "key_file": own.certificate},
            "key_file: .* holds no private key",
        ),
    ):
        code, said, _ = problems(tmp_path, **files)
        assert code == 2
        assert re.search(words, said), said


def test_a_key_that_everybody_can_read_is_a_warning(tmp_path, certificates):
    own = certificates["client"]
    key = tmp_path / "key.pem"
    key.write_bytes(own.key.read_bytes())
    key.chmod(0o644)
    code, _, said = problems(tmp_path, cert_file=own.certificate, key_file=key)
    assert code == 0
    assert re.search("key_file: every user of this machine can read .*chmod o-rwx", said)
    key.chmod(0o600)
    assert "Warnings" not in problems(tmp_path, cert_file=own.certificate, key_file=key)[2]
