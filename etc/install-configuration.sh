#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Run by meson install: the example becomes the configuration where there is none yet.
#
#   install-configuration.sh EXAMPLE FOLDER
set -eu

folder=${DESTDIR:-}$2
if [ -e "$folder/kmp2mqtt.toml" ]; then
    echo "Keeping $folder/kmp2mqtt.toml"
else
    echo "Installing $folder/kmp2mqtt.toml"
    install -D -m 0644 "$1" "$folder/kmp2mqtt.toml"
fi
