# SPDX-License-Identifier: Apache-2.0
"""Reads what passed on a meter's line, apart from the project's own decoder."""

import decimal

HOST_START = 0x80
METER_START = 0x40
STOP = 0x0D
ESCAPE = 0x1B
RESERVED = (0x80, 0x40, 0x0D, 0x06, 0x1B)
GET_REGISTER = 0x10
# Those of the registers that the tests read; a plain number has none.
UNITS = {2: "kWh", 3: "MWh", 8: "GJ", 22: "kW", 37: "°C", 38: "K", 40: "m³", 41: "l/h"}


def checksum(data):
    """CRC-16/XMODEM; 0 over a packet that ends in its own."""
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def packets(stream, start):
    """Destination, command and data of every whole frame."""
    packet = None
    escaped = False
    for byte in stream:
        if byte == start:
            packet, escaped = bytearray(), False
        elif packet is None:
            continue
        elif byte == STOP:
            if len(packet) >= 4 and checksum(packet) == 0:
                yield bytes(packet[:-2])
            packet = None
        elif byte == ESCAPE:
            escaped = True
        else:
            packet.append(byte ^ 0xFF if escaped else byte)
            escaped = False


def frame(start, packet):
    """The bytes on the line for destination, command and data."""
    crc = checksum(packet)
    stuffed = bytearray()
    for byte in (*packet, crc >> 8, crc & 0xFF):
        stuffed += bytes([ESCAPE, byte ^ 0xFF]) if byte in RESERVED else bytes([byte])
    return bytes([start, *stuffed, STOP])


def answer(register, unit, amount):
    """What a meter says of one register, in whole units."""
    block = register.to_bytes(2, "big") + bytes([unit, 2, 0]) + amount.to_bytes(2, "big")
    return frame(METER_START, bytes([0x3F, GET_REGISTER]) + block)


def number(sign_exponent, mantissa):
    exponent = sign_exponent & 0x3F
    if sign_exponent & 0x40:
        exponent = -exponent
    digits = decimal.Decimal(int.from_bytes(mantissa, "big")).scaleb(exponent)
    return -digits if sign_exponent & 0x80 and digits else digits


def registers(packet):
    """{id: (number, unit)} of an answer to GetRegister."""
    assert packet[1] == GET_REGISTER
    found = {}
    rest = packet[2:]
    while rest:
        size = rest[3]
        found[int.from_bytes(rest[:2], "big")] = (
            number(rest[4], rest[5 : 5 + size]),
            UNITS.get(rest[2]),
        )
        rest = rest[5 + size :]
    return found
