#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages of the named groups that this machine lacks.
#
#   sh etc/install-packages.sh build demo
#
# Asks nothing, installs nothing that is there, and uses sudo only where it is not root.
# Debian 12 and 13, and what is made from them (Raspberry Pi OS, Ubuntu).
set -eu

packages_of() {
    case $1 in
    build)
        echo g++ meson ninja-build pkgconf cmake tzdata \
            libasio-dev libpaho-mqttpp-dev libpaho-mqtt-dev \
            nlohmann-json3-dev libtomlplusplus-dev libspdlog-dev libcli11-dev libsqlite3-dev doctest-dev
        ;;
    demo) echo mosquitto mosquitto-clients python3-minimal ;;
    test)
        echo mosquitto mosquitto-clients ser2net socat openssl procps systemd iproute2 util-linux mount \
            python3 python3-venv python3-pytest python3-pytest-xdist python3-paho-mqtt python3-websocket
        ;;
    ci)
        echo clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev llvm-19 \
            ccache debootstrap systemd-container libbenchmark-dev libssl-dev tcl \
            chromium chromium-driver python3-selenium python3-yaml
        ;;
    *)
        echo "install-packages: '$1' is no group; there are build, demo, test and ci" >&2
        return 2
        ;;
    esac
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

wanted=
for group in "$@"; do
    wanted="$wanted $(packages_of "$group")"
done

if ! command -v dpkg-query >/dev/null; then
    echo "install-packages: this is no Debian; the packages are called there:$wanted" >&2
    exit 0
fi

missing=
for package in $wanted; do
    is_installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Installing:$missing"
# A foreign package source that is out of reach is no reason to stop: the install tells.
as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 update ||
    echo "install-packages: apt-get update failed, trying with the known lists" >&2
# Unquoted: one word a package.
# shellcheck disable=SC2086
as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 \
    -o Dpkg::Use-Pty=0 install -y --no-install-recommends $missing
