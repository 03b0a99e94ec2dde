# SPDX-License-Identifier: Apache-2.0
"""The work of decode_bench.cpp done by PyKMP: prints nanoseconds for each of its names as JSON."""

import json
import timeit

from pykmp.client import ClientCodec, EncodedClientResponse
from pykmp.codec import FloatCodec
from pykmp.messages import GetRegisterRequest

ANSWER = bytes.fromhex(
    "403f10003c0304430000000200442804420000001803ec2e040000001be4d6005625044200004e20"
    "0057250442000021ce005926044200002c52004a29040000000000005016044100000000c3e80d"
)
ASKED = [60, 68, 1004, 86, 87, 89, 74, 80]
REPEAT = 7

codec = ClientCodec()


def decode_answer():
    frame = EncodedClientResponse(physical_bytes=ANSWER, request_cls=GetRegisterRequest)
    answer = codec.decode(frame=frame)
    return [FloatCodec.decode(register.value) for register in answer.registers.values()]


def encode_request():
    return codec.encode(GetRegisterRequest(registers=ASKED)).physical_bytes


def nanoseconds(work):
    timer = timeit.Timer(work)
    loops, _ = timer.autorange()
    return min(timer.repeat(REPEAT, loops)) / loops * 1e9


assert len(decode_answer()) == len(ASKED)
assert len(encode_request()) == 23
print(json.dumps({work.__name__: nanoseconds(work) for work in (decode_answer, encode_request)}))
