# SPDX-License-Identifier: Apache-2.0
"""That the campaign sees what is wrong: its witnesses, given a bridge that errs."""

import json

import pytest

from journals import Journals, entry
from ledger import Ledger
from samples import growth
from truth import Truth
from wire import Packets, publication


class Complaints(list):
    def __call__(self, check, sentence):
        self.append((check, sentence))

    @property
    def checks(self):
        return [check for check, _ in self]


@pytest.fixture
def complaints():
    return Complaints()


@pytest.fixture
def ledger(complaints):
    return Ledger("heating", complaints)


def test_readings_in_order_are_fine(ledger, complaints):
    for sequence in (1, 2, 3):
        assert ledger.sent(sequence, 1)
        ledger.acknowledged(sequence, 1, when=10.0)
    assert (complaints, ledger.waiting, ledger.distinct) == ([], [], 3)


def test_a_gap_is_a_lost_reading(ledger, complaints):
    ledger.sent(1, 1)
    ledger.sent(3, 1)
    assert complaints.checks == ["readings lost"]


def test_what_was_not_acknowledged_may_come_again_on_the_next_connection(ledger, complaints):
    ledger.sent(1, 1)
    ledger.gone(1, when=10.0)
    assert not ledger.sent(1, 2)
    assert (complaints, ledger.repeated) == ([], 1)


def test_what_was_acknowledged_long_before_must_not(ledger, complaints):
    ledger.sent(1, 1)
    ledger.acknowledged(1, 1, when=5.0)
    ledger.gone(1, when=10.0)
    ledger.sent(1, 2)
    assert complaints.checks == ["no duplicates"]


def test_an_acknowledgement_that_was_perhaps_not_read_excuses(ledger, complaints):
    ledger.sent(1, 1)
    ledger.acknowledged(1, 1, when=9.9)
    ledger.gone(1, when=10.0)
    ledger.sent(1, 2)
    assert not complaints


def test_an_older_reading_after_a_newer_one_is_out_of_order(ledger, complaints):
    ledger.sent(1, 1)
    ledger.sent(2, 1)
    ledger.sent(1, 1)
    assert "order kept" in complaints.checks


def test_a_bridge_that_begins_anew_has_forgotten_readings(ledger, complaints):
    ledger.sent(1, 1)
    ledger.acknowledged(1, 1, when=5.0)
    ledger.sent(2, 1)
    ledger.gone(1, when=10.0)
    ledger.sent(1, 2)
    assert complaints.checks == ["no duplicates"]


def test_a_number_that_comes_again_is_the_same_reading(ledger, complaints):
    ledger.sent(1, 1, b"one")
    ledger.sent(1, 2, b"one")
    assert not complaints
    ledger.sent(1, 3, b"other")
    assert complaints.checks == ["readings lost"]


@pytest.fixture
def truth(tmp_path, complaints):
    journals = Journals(tmp_path / "journal")
    said = {"time": 100_000, "serial": 7, "asked": 16, "answered": True}
    said["values"] = {"60": [227445, 3, "GJ"], "86": [18500, 2, "°C"], "87": [-50, 2, "°C"]}
    later = {**said, "time": 200_000, "values": {"87": [0, 2, "°C"], "99": [64, 0, "number"]}}
    journals.file.write_text(json.dumps(said) + "\n" + json.dumps(later) + "\n")
    journals.read()
    return Truth(journals, complaints)


@pytest.mark.parametrize(
    "values, units, begin, is_true",
    [
        ({"heat_energy_e1": "227.445"}, {"heat_energy_e1": "GJ"}, 100, True),
        ({"temp_t2": "-0.50"}, {"temp_t2": "°C"}, 100, True),
        ({"heat_energy_e1": "227.446"}, {"heat_energy_e1": "GJ"}, 100, False),
        ({"heat_energy_e1": "227.45"}, {"heat_energy_e1": "GJ"}, 100, False),
        ({"heat_energy_e1": "227.445"}, {"heat_energy_e1": "MWh"}, 100, False),
        ({"heat_energy_e1": "227.445"}, {"heat_energy_e1": "GJ"}, 110, False),
        ({"temp_t1": "185.00"}, {"temp_t1": "°C"}, 100, False),
        ({"temp_t2": "0.00"}, {"temp_t2": "°C"}, 200, True),
        ({"temp_t2": "0.00", "info_code": "64"}, {"temp_t2": "°C", "info_code": None}, 200, False),
        ({"power": "1.0"}, {"power": "kW"}, 100, False),
    ],
)
def test_a_value_is_what_the_meter_said_then(values, units, begin, is_true, truth, complaints):
    truth.check("heating", 7, values, units, begin, begin)
    assert complaints.checks == ([] if is_true else ["no wrong value"])


def test_a_state_may_be_old_but_not_invented(truth, complaints):
    truth.check_ever("heating", 7, {"heat_energy_e1": "227.445", "temp_t3": None})
    assert not complaints
    truth.check_ever("heating", 7, {"heat_energy_e1": "0.000"})
    assert complaints.checks == ["no wrong value"]


def test_a_journal_line_gives_digits_as_they_are_published():
    line = '{"time":1500,"serial":7,"asked":16,"answered":true,'
    serial, said = entry(line + '"values":{"99":[0,0,"number"],"68":[5,3,"m³"]}}')
    assert (serial, said.time, said.values) == (7, 1.5, {99: ("0", None), 68: ("0.005", "m³")})


@pytest.mark.parametrize("is_mqtt5, properties", [(True, b"\x00"), (False, b"")])
def test_a_publication_is_read_however_it_is_cut(is_mqtt5, properties):
    body = b"\x00\x03a/b" + b"\x00\x07" + properties + b"x" * 200
    packet = b"\x32" + bytes([len(body) & 0x7F | 0x80, len(body) >> 7]) + body
    reader = Packets()
    found = [each for byte in packet + packet for each in reader.push(bytes([byte]))]
    assert [(kind, flags) for kind, flags, _ in found] == [(3, 2), (3, 2)]
    said = publication(2, found[1][2], is_mqtt5, time=0, connection=1, way="to")
    assert (said.topic, said.number, said.payload) == ("a/b", 7, b"x" * 200)


def test_growth_is_that_of_a_straight_line():
    level = [(float(second), 1000 + second % 2) for second in range(100)]
    rising = [(float(second), 1000 + 3 * second) for second in range(100)]
    assert abs(growth(level, 1)) < 1
    assert growth(rising, 1) == pytest.approx(297)
