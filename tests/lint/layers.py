# SPDX-License-Identifier: Apache-2.0
"""Reads every #include and fails on one that points the wrong way.

The two tables here are the architecture: a layer is a folder under src/, and data flows
from the layers at the top of the table to those below.
"""

import pathlib
import re
import sys

# Which layers a layer may include, itself aside.
MAY_USE = {
    "kmp": set(),
    "core": {"kmp"},
    "json": {"kmp", "core"},
    "link": {"kmp", "core"},
    "meter": {"kmp", "core", "link"},
    "poll": {"kmp", "core", "meter"},
    "mqtt": {"kmp", "core"},
    "store": {"kmp", "core", "meter"},
    "home": {"kmp", "core", "json", "meter"},
    "simulator": {"kmp", "core", "link"},
    "bridge": {"kmp", "core", "json", "link", "meter", "poll", "mqtt", "store", "home"},
    "tool": {"kmp", "core", "json", "link", "meter", "simulator"},
}

# Where a foreign library may be included; a header is known by how its name begins.
FOREIGN = {
    "asio": (("asio.hpp", "asio/"),
             {"core", "link", "meter", "poll", "mqtt", "simulator", "bridge", "tool"}),
    "spdlog": (("spdlog/", "fmt/"), {"core"}),
    "nlohmann_json": (("nlohmann/",), {"json", "home"}),
    "Paho": (("mqtt/", "MQTT"), {"mqtt"}),
    "SQLite": (("sqlite3",), {"store"}),
    "toml++": (("toml++/", "toml.hpp"), {"bridge"}),
    "CLI11": (("CLI/",), {"bridge", "tool"}),
}

# Headers of C and of the system; anything else in <> with a dot or a slash is unknown here.
SYSTEM = re.compile(r"(?:(?:arpa|linux|net|netinet|sys)/)?[a-z0-9_]+\.h")
STANDARD = re.compile(r"[a-z0-9_]+")
INCLUDE = re.compile(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def names(layers):
    return ", ".join(sorted(layers)) or "nothing"


def wrong_own(layer, header):
    """What is wrong with including a header of ours, or None."""
    target = header.split("/")[0]
    if target not in MAY_USE or "/" not in header:
        return f'"{header}" names no layer; write "layer/file.hpp"'
    if target != layer and target not in MAY_USE[layer]:
        return f"{layer} may not use {target}; it may use {names(MAY_USE[layer])}"
    return None


def wrong_foreign(layer, header):
    """What is wrong with including a header that is not ours, or None."""
    for library, (prefixes, layers) in FOREIGN.items():
        if header.startswith(prefixes):
            if layer in layers:
                return None
            return f"{layer} may not use {library}; it belongs to {names(layers)}"
    if STANDARD.fullmatch(header):
        return None
    if not SYSTEM.fullmatch(header):
        return f"<{header}> is of no known library; name it in FOREIGN with its layers"
    if layer == "kmp":
        return f"kmp may not use <{header}>; only the C++ standard library"
    return None


def wrong(layer, line):
    """What is wrong with a line of a file of the layer, or None."""
    found = INCLUDE.match(line)
    if not found:
        return None
    quoted, angled = found.groups()
    if quoted:
        return wrong_own(layer, quoted)
    if angled.startswith("kmp/"):
        return wrong_own(layer, angled)
    return wrong_foreign(layer, angled)


SAMPLES = [
    ("meter", '#include "link/link.hpp"', True),
    ("meter", "#include <kmp/unit.hpp>", True),
    ("meter", "#include <asio/awaitable.hpp>", True),
    ("meter", "#include <sys/types.h>", True),
    ("meter", '#include "meter.hpp"', False),
    ("meter", '#include "mqtt/publisher.hpp"', False),
    ("meter", "# include <nlohmann/json.hpp>", False),
    ("meter", "#include <boost/asio.hpp>", False),
    ("kmp", "#include <span>", True),
    ("kmp", "#include <unistd.h>", False),
    ("kmp", '#include "core/log.hpp"', False),
    ("tool", '#include "bridge/config.hpp"', False),
    ("mqtt", "#include <mqtt/async_client.h>", True),
    ("home", "#include <mqtt/message.h>", False),
    ("store", "#include <sqlite3.h>", True),
    ("bridge", "#include <sqlite3.h>", False),
]


def self_test():
    for layer, line, is_fine in SAMPLES:
        assert (wrong(layer, line) is None) == is_fine, f"the check itself is wrong: {layer}: {line}"
    order = list(MAY_USE)
    for layer, used in MAY_USE.items():
        later = {name for name in used if order.index(name) >= order.index(layer)}
        assert not later, f"the table itself is wrong: {layer} may use {names(later)}, which come later"


def sources(root):
    """Every source file with its layer."""
    for layer in MAY_USE:
        for path in sorted((root / "src" / layer).rglob("*.[ch]pp")):
            yield layer, path
    for path in sorted((root / "include" / "kmp").rglob("*.hpp")):
        yield "kmp", path
    layered = {root / "src" / layer for layer in MAY_USE}
    for path in sorted((root / "src").rglob("*.[ch]pp")):
        if not layered.intersection(path.parents):
            yield None, path


def main():
    root = pathlib.Path(sys.argv[1])
    self_test()
    bad = 0
    read = 0
    for layer, path in sources(root):
        where = path.relative_to(root)
        read += 1
        if layer is None:
            print(f"{where}:1: lies in no layer; the layers are {', '.join(MAY_USE)}")
            bad += 1
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if what := wrong(layer, line):
                print(f"{where}:{number}: {what}")
                bad += 1
    print(f"{read} files read, {bad} wrong includes")
    return 1 if bad or not read else 0


if __name__ == "__main__":
    sys.exit(main())
