#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and runs the test suites.
#
#   sh tests/run.sh [SUITE]...      unit, live, lint; also, only when named: deep and campaign, which take
#                                   minutes, and home, which needs root and what .ci/home-assistant and
#                                   .ci/node-red made
#
# BUILD is the build folder (build-test), SETUP holds further options for meson setup.
# The last line is "N passed, M failed"; what could not be built or run counts as failed.
set -eu

cd "$(dirname "$0")/.."
build=${BUILD:-build-test}
# Distribution packages are seen by the distribution's own Python only.
PATH=/usr/bin:/bin:$PATH

gave_up() {
    echo "tests/run.sh: $1"
    echo "0 passed, 1 failed"
    exit 1
}

suites=
[ $# -gt 0 ] || suites="--no-suite deep --no-suite campaign --no-suite home"
for suite in "$@"; do
    suites="$suites --suite $suite"
done

sh etc/install-packages.sh build test || gave_up "packages could not be installed"

reconfigure=
[ ! -e "$build/build.ninja" ] || reconfigure=--reconfigure
# Unquoted: SETUP and suites are lists of words.
# shellcheck disable=SC2086
meson setup $reconfigure -Dwerror=true ${SETUP:-} "$build" || gave_up "meson setup failed"
ninja -C "$build" || gave_up "the build failed"

rm -f "$build/meson-logs/testlog.json"
# Its exit code is not asked: count.py reads how each program ended.
# shellcheck disable=SC2086
meson test -C "$build" --no-rebuild --timeout-multiplier 10 $suites >"$build/meson-test.log" 2>&1 || true
python3 tests/count.py "$build"
