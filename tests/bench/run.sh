#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Measures what one read of eight registers costs, here and in PyKMP, and prints a table.
#
#   sh tests/bench/run.sh      BUILD is the build folder (build-bench)
#
# Needs libbenchmark-dev, python3-venv, a way to PyPI, and valgrind for the instructions.
set -eu

cd "$(dirname "$0")/../.."
build=${BUILD:-build-bench}

[ -e "$build/build.ninja" ] ||
    meson setup "$build" -Dbuildtype=release -Dbench=true -Dbridge=false -Dtests=false >&2
ninja -C "$build" >&2
bench=$build/tests/bench/decode_bench

[ -x "$build/pykmp/bin/python" ] || python3 -m venv "$build/pykmp"
"$build/pykmp/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
    -r tests/live/tool/requirements.txt

"$bench" --benchmark_repetitions=7 --benchmark_report_aggregates_only=true \
    --benchmark_out_format=json --benchmark_out="$build/ours.json" >&2
"$build/pykmp/bin/python" tests/bench/pykmp_bench.py >"$build/pykmp.json"

for work in decode_answer encode_request; do
    rm -f "$build/$work.callgrind"
    ! command -v valgrind >/dev/null ||
        valgrind --quiet --tool=callgrind --toggle-collect="$work" --compress-strings=no \
            --callgrind-out-file="$build/$work.callgrind" \
            "$bench" --benchmark_filter="$work" --benchmark_min_time=0.001 >/dev/null 2>&1
done
python3 tests/bench/table.py "$build"
