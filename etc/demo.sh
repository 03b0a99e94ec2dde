#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A simulated heat meter, a broker and the bridge: everything to look around with, and no meter.
#
#   sh etc/demo.sh            until Ctrl-C
#   sh etc/demo.sh --once     ends with the first reading; not 0 if none came within a minute
#
# Installs the packages that are missing and builds the programs. All it starts listens on
# 127.0.0.1, on ports that are free, and ends with it; a broker that runs already is left alone.
set -eu

cd "$(dirname "$0")/.."
build=${BUILD:-build}
serial=71234567
once=no
case "$*" in
"") ;;
--once) once=yes ;;
*)
    echo "usage: sh etc/demo.sh [--once]" >&2
    exit 2
    ;;
esac

folder=$(mktemp -d)
started=

# Ends what was started, the newest first.
stop() {
    trap - EXIT INT TERM
    for process in $started; do
        kill "$process" 2>/dev/null || true
    done
    for process in $started; do
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap stop EXIT
trap 'echo; echo "Demo ended."; exit 130' INT
trap 'exit 143' TERM

start() {
    "$@" &
    started="$! $started"
}

# wait_for SECONDS WHAT COMMAND...
wait_for() {
    tries=$(($1 * 5))
    what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        if [ "$tries" -le 0 ]; then
            echo "demo: $what" >&2
            tail -n 20 "$folder"/*.log >&2
            exit 1
        fi
        sleep 0.2
    done
}

build_programs() {
    echo "== Packages"
    sh etc/install-packages.sh build demo
    echo "== Programs"
    [ -e "$build/build.ninja" ] ||
        meson setup -Dbuildtype=release -Dtests=false "$build" >"$folder/setup.log" || {
        cat "$folder/setup.log"
        exit 1
    }
    ninja -C "$build" src/bridge/kmp2mqtt src/tool/kmptool
}

free_port() {
    /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_broker() {
    port=$(free_port)
    printf 'listener %s 127.0.0.1\nallow_anonymous true\n' "$port" >"$folder/mosquitto.conf"
    # The package puts it where a plain user's PATH does not look.
    start env PATH="$PATH:/usr/sbin" mosquitto -c "$folder/mosquitto.conf" >"$folder/mosquitto.log" 2>&1
    wait_for 10 "mosquitto did not start" mosquitto_pub -p "$port" -t demo -m hello
}

start_meter() {
    start "$build/src/tool/kmptool" simulate --tcp 0 --serial "$serial" >"$folder/meter.url" 2>"$folder/meter.log"
    wait_for 10 "the simulated meter did not start" grep -q . "$folder/meter.url"
    device=$(head -n 1 "$folder/meter.url")
}

start_bridge() {
    cat >"$folder/kmp2mqtt.toml" <<END
[mqtt]
broker = "mqtt://127.0.0.1:$port"
[[meter]]
name = "heating"
device = "$device"
interval = "10s"
END
    start "$build/src/bridge/kmp2mqtt" -c "$folder/kmp2mqtt.toml" 2>"$folder/kmp2mqtt.log"
}

explain() {
    cat <<END

A simulated meter on $device, read every 10 s, and a broker on 127.0.0.1:$port.
(A mosquitto that the package may have started on port 1883 is not used.)

Home Assistant would find its registers in $discovery.

In another terminal, everything; the newest values; the meter and its units; its discovery:
  mosquitto_sub -p $port -v -t 'kmp2mqtt/#'
  mosquitto_sub -p $port -C 1 -t kmp2mqtt/heating/state
  mosquitto_sub -p $port -C 1 -t kmp2mqtt/heating/info
  mosquitto_sub -p $port -C 1 -t $discovery

Read now; read two registers and show them:
  mosquitto_pub -p $port -n -t kmp2mqtt/heating/get
  mosquitto_rr -p $port -t kmp2mqtt/heating/get -e kmp2mqtt/heating/response \\
    -m '{"registers":["temp_t1","volume_v1"]}'

Readings as they arrive (Ctrl-C ends all):

END
}

build_programs
start_broker
# Waits for the first reading before there is one, so that none is missed.
start mosquitto_sub -p "$port" -t 'kmp2mqtt/+/reading' >"$folder/readings"
start_meter
start_bridge
wait_for 60 "no reading arrived within a minute" grep -q . "$folder/readings"
discovery=homeassistant/device/kmp_$serial/config
wait_for 10 "nothing was published to $discovery" mosquitto_sub -p "$port" -C 1 -W 1 -t "$discovery"
explain
if [ "$once" = yes ]; then
    head -n 1 "$folder/readings"
    exit 0
fi
start tail -n +1 -f "$folder/readings"
wait "$!"
