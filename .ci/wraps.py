# SPDX-License-Identifier: Apache-2.0
"""Puts the source of every wrap into a copy of this tree, from the archives of distributions.

    python3 .ci/wraps.py TREE CACHE

Where the distribution's archive is the upstream release, Meson gets the file as if it had
downloaded it, and checks the hash. Debian repacks some releases (without third-party code);
those are checked here and unpacked in their place.
"""

import configparser
import hashlib
import pathlib
import shutil
import subprocess
import sys
import urllib.request

MIRRORS = (
    "http://deb.debian.org/debian/pool/main",
    "http://archive.ubuntu.com/ubuntu/pool/universe",
)

# By wrap: the file in the archive.
RELEASES = {
    "asio": "a/asio/asio_1.28.1.orig.tar.bz2",
    "doctest": "d/doctest/doctest_2.4.11.orig.tar.gz",
    "nlohmann_json": "n/nlohmann-json3/nlohmann-json3_3.11.3.orig.tar.gz",
    "paho-mqtt-c": "p/paho.mqtt.c/paho.mqtt.c_1.3.13.orig.tar.gz",
    "paho-mqtt-cpp": "p/paho.mqtt.cpp/paho.mqtt.cpp_1.2.0.orig.tar.gz",
}

# By wrap: each archive with its hash, and where in the wrap's folder its first folder goes.
REPACKED = {
    "cli11": [("c/cli11/cli11_2.4.1%2bds.orig.tar.xz",
               "0b8fbf2398875f15f30a675c7f412123a2aaa38df2863e991de72004fd5f1292", ".", ".")],
    "tomlplusplus": [("t/tomlplusplus/tomlplusplus_3.4.0%2bds.orig.tar.xz",
                      "0ae736e13a49cc8a0aa7799705cf18bd93f5f56624613e6aa554b65fe2d72768", ".", ".")],
    # Debian has the source that the release's one file is made of.
    "sqlite3": [("s/sqlite3/sqlite3_3.46.1.orig.tar.xz",
                 "d0cdd2ece271b29e7ce18095745d892517ee26d0f270065b3a25c2e9eb11639c", ".", ".")],
    # Debian takes out the copy of fmt that the release brings along.
    "spdlog": [("s/spdlog/spdlog_1.15.2%2bds.orig.tar.xz",
                "47c34d1efd947b6b81fe514dc772a8fb7c3a781050f7b19c09099575c16f6d5f", ".", "."),
               ("f/fmtlib/fmtlib_10.1.1%2bds1.orig.tar.gz",
                "7000f214d2628f04174822f8048c573f1608194408d7931121595a03f1c18a17", "include/fmt", "include/spdlog/fmt/bundled")],
}

# By wrap: commands that make of the archive's source what the release has.
MADE = {
    "sqlite3": (["./configure", "--disable-readline"], ["make", "sqlite3.c"]),
}


def fetch(path, cache):
    """The archive as a file in the cache, from the first mirror that has it."""
    target = cache / path.rsplit("/", 1)[1]
    problems = []
    for mirror in MIRRORS:
        if target.exists():
            break
        try:
            with urllib.request.urlopen(f"{mirror}/{path}", timeout=60) as answer:
                target.write_bytes(answer.read())
        except OSError as problem:
            problems.append(f"{mirror}/{path}: {problem}")
    if not target.exists():
        sys.exit("\n".join(problems))
    return target


def unpack(archive, part, target):
    """Copies a part of the archive's first folder to the target folder."""
    scratch = target.parent / "scratch"
    scratch.mkdir()
    subprocess.run(["tar", "-xf", archive, "-C", scratch, "--strip-components=1"], check=True,
                   stderr=subprocess.DEVNULL)
    shutil.copytree(scratch / part, target, dirs_exist_ok=True)
    shutil.rmtree(scratch)


def main():
    subprojects = pathlib.Path(sys.argv[1]) / "subprojects"
    cache = pathlib.Path(sys.argv[2])
    cache.mkdir(parents=True, exist_ok=True)
    (subprojects / "packagecache").mkdir(exist_ok=True)
    for file in sorted(subprojects.glob("*.wrap")):
        wrap = configparser.ConfigParser(interpolation=None)
        wrap.read(file)
        name = file.stem
        if name in RELEASES:
            shutil.copy(fetch(RELEASES[name], cache),
                        subprojects / "packagecache" / wrap["wrap-file"]["source_filename"])
            continue
        folder = subprojects / wrap["wrap-file"]["directory"]
        for path, expected, part, place in REPACKED[name]:
            archive = fetch(path, cache)
            found = hashlib.sha256(archive.read_bytes()).hexdigest()
            if found != expected:
                sys.exit(f"{archive}: its sha256 is {found}, expected {expected}")
            unpack(archive, part, folder / place)
        for command in MADE.get(name, ()):
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(subprojects / "packagefiles" / name, folder, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
