# SPDX-License-Identifier: Apache-2.0
"""The real pykmp-tool and kmptool at the same meter, with the same options."""

import pytest

TRIES = 20
HEAT = [60, 61, 62, 63, 68, 72, 74, 80, 86, 87, 89, 97, 99, 110, 113, 123, 124, 128, 143, 146, 155,
        175, 239, 266, 348, 1001, 1002, 1003, 1004]
WATER = [68, 74, 99, 241, 243, 292, 299, 582, 1001, 1004]

# What kmptool says otherwise, and why: the README lists these.
CORRECTED_UNITS = {
    "°K": "K",  # the kelvin has no degree
    "m³×C": "m³×°C",
    "m³ ×10": "m³×10",
    "days": "days",
    "<unknown unit 79>": "datetime+DST",
}
NEW_KEYS = {"label", "text"}


def in_eights(registers):
    return [registers[begin:begin + 8] for begin in range(0, len(registers), 8)]


def ask(registers):
    return ["get-register", "--json", *(part for each in registers for part in ("--register", each))]


def of_one_moment(pykmp_tool, kmptool, device, arguments):
    """What both read while the meter's values stood still: theirs, and ours.

    PyKMP refuses an answer with an escape before F9 (corrected, below); the clock brings it to one
    of a thousand or so, and the next second has other bytes.
    """
    for _ in range(TRIES):
        before = kmptool("-d", device, *arguments)
        theirs = pykmp_tool("-d", device, *arguments)
        after = kmptool("-d", device, *arguments)
        if before.out == after.out and "Checksum verification FAILED" not in theirs.errors:
            return theirs, after
    raise AssertionError(f"the meter's values never stood still, or: {theirs.errors}")


def compare(theirs, ours):
    assert theirs.code == 0, theirs.errors
    theirs, ours = theirs.json["register_data"], ours.json["register_data"]
    assert [row["id_int"] for row in ours] == [row["id_int"] for row in theirs]
    for their, our in zip(theirs, ours):
        assert set(our) - set(their) <= NEW_KEYS
        for key in ("id_int", "id_hex", "unit_int", "unit_hex", "value_float", "value_str"):
            assert our[key] == their[key], (key, their, our)
        unit = their["unit_str"]
        assert our["unit_str"] == CORRECTED_UNITS.get(unit, unit)
        assert "name" in our  # the catalogue's; theirs has other words


@pytest.mark.parametrize(
    ("model", "registers"),
    [("302", HEAT), ("402", HEAT), ("403", HEAT), ("603", HEAT), ("flowiq", WATER)],
)
def test_every_key_and_value_is_equal_over_tcp(meter, pykmp_tool, kmptool, model, registers):
    device = meter(model=model).device
    for some in in_eights(registers):
        compare(*of_one_moment(pykmp_tool, kmptool, device, ask(some)))


def test_every_key_and_value_is_equal_over_a_pseudo_terminal(meter, pykmp_tool, kmptool, tmp_path):
    device = meter(pty=str(tmp_path / "head")).device
    compare(*of_one_moment(pykmp_tool, kmptool, device, ask([60, 68, 86, 87, 89, 266])))


def test_the_texts_differ_in_names_only(meter, pykmp_tool, kmptool):
    arguments = ["get-register", "--register", "60", "--register", "86"]
    theirs, ours = of_one_moment(pykmp_tool, kmptool, meter().device, arguments)
    renamed = theirs.out.replace("Heat Energy (E1)", "heat_energy_e1  ")
    assert ours.out == renamed.replace("Temp1  ", "temp_t1")


def test_the_serial_number_is_told_in_the_same_words(meter, pykmp_tool, kmptool, tmp_path):
    for device in (meter().device, meter(pty=str(tmp_path / "head")).device):
        assert pykmp_tool("-d", device, "get-serial").out == "Meter serial is: 71234567\n"
        assert kmptool("-d", device, "get-serial").out == "Meter serial is: 71234567\n"


def test_the_same_environment_means_the_same(meter, pykmp_tool, kmptool):
    device = meter("--address", "191").device
    environment = {
        "PYKMP_SERIAL_DEVICE": device,
        "PYKMP_DESTINATION_ADDRESS": "0xBF",
        "PYKMP_GET_REGISTERS": "60 0x44 0b1010110",
    }
    theirs = pykmp_tool("get-register", "--json", **environment)
    ours = kmptool("get-register", "--json", **environment)
    assert theirs.code == 0, theirs.errors
    ids = [row["id_int"] for row in theirs.json["register_data"]]
    assert ids == [row["id_int"] for row in ours.json["register_data"]] == [60, 68, 86]


@pytest.mark.parametrize("number", ["60", "0x3C", "0X3c", "0b111100", "0o74", "6_0", " 60 ", "060",
                                    "60.0", "+60", "0x", "sixty", "0_0", "00"])
def test_numbers_are_read_alike(meter, pykmp_tool, kmptool, number):
    device = meter().device
    theirs = pykmp_tool("-d", device, "get-register", "--json", "--register", number)
    ours = kmptool("-d", device, "get-register", "--json", "--register", number, "--allow-missing")
    assert theirs.code in (0, 2)
    assert ours.code == theirs.code, number


def test_corrected_an_escape_before_f9_is_two_bytes(canned, pykmp_tool, kmptool):
    # Register 1004, 0x1BF9 = 7161 hours.
    device = canned("40 3f 10 03 ec 2e 02 00 1b e4 f9 82 70 0d")
    arguments = ("-d", device, "get-register", "--json", "--register", "1004")
    assert pykmp_tool(*arguments).code == 1
    assert kmptool(*arguments).json["register_data"][0]["value_str"] == "7161"


def test_corrected_watts_are_watts(canned, pykmp_tool, kmptool):
    # Register 80, unit 0x15, 1234.
    device = canned("40 3f 10 00 50 15 02 00 04 d2 cc e8 0d")
    arguments = ("-d", device, "get-register", "--json", "--register", "80")
    assert pykmp_tool(*arguments).json["register_data"][0]["unit_str"] == "kW"
    assert kmptool(*arguments).json["register_data"][0]["unit_str"] == "W"


def test_corrected_silence_is_no_success(meter, pykmp_tool, kmptool):
    device = meter("--scenario", "silent").device
    assert pykmp_tool("-d", device, "get-serial").code == 0
    assert kmptool("-d", device, "get-serial", "--timeout", "300ms", "--retries", "0").code == 3


def test_corrected_a_head_that_echoes_works(meter, pykmp_tool, kmptool):
    device = meter("--echo").device
    assert pykmp_tool("-d", device, "get-serial").code == 1
    assert kmptool("-d", device, "get-serial").code == 0


def test_corrected_more_than_eight_registers_are_read(meter, pykmp_tool, kmptool):
    device = meter().device
    arguments = ("-d", device, *ask(HEAT[:9]), "--allow-missing")
    assert pykmp_tool(*arguments[:-1]).code == 1
    assert kmptool(*arguments).code == 0
