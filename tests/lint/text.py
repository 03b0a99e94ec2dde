# SPDX-License-Identifier: Apache-2.0
"""Checks what every file of ours has in common: licence line, length, no leftovers."""

import pathlib
import re
import sys

MAX_LINES = 300

# Tables, where length is no sign of a second idea.
TABLES = set()

FOLDERS = ("src", "include", "tests", "etc", ".ci")
CODE = {".cpp", ".hpp", ".py", ".sh"}
PROSE = {".md", ".build", ".toml", ".txt", ".wrap", ".service", ".yml", ".yaml"}
# Bytes that others made, and that are kept as they are.
AS_IS = {"corpus", "vectors", "data"}
LICENCE = re.compile(r"(//|#) SPDX-License-Identifier: Apache-2\.0")
# In two pieces, or this file would find itself.
LEFTOVER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")


def is_code(path, text):
    return path.suffix in CODE or text.startswith("#!")


def complaints(path, text, length_matters=True):
    """What is wrong with a file, as pairs of line and words."""
    lines = text.split("\n")
    if is_code(path, text) and not any(LICENCE.fullmatch(line) for line in lines[:2]):
        yield 1, "has no licence line; the first is 'SPDX-License-Identifier: Apache-2.0' as a comment"
    if path.suffix == ".hpp" and not any(line.startswith("/// @file") for line in lines[:5]):
        yield 1, "a header begins with '/// @file' and what it is about"
    if path.suffix == ".hpp" and "#pragma once" not in lines:
        yield 1, "a header has '#pragma once'"
    if length_matters and is_code(path, text) and len(lines) - 1 > MAX_LINES:
        yield MAX_LINES + 1, f"has {len(lines) - 1} lines, {MAX_LINES} at most; one idea a file"
    for number, line in enumerate(lines, 1):
        if line != line.rstrip():
            yield number, "ends in blanks; nothing may follow the last word"
        if "\t" in line:
            yield number, "has a tab; blanks indent here"
        if found := LEFTOVER.search(line):
            yield number, f"has a {found.group()}; do it, or write an issue"
    if text and not text.endswith("\n"):
        yield len(lines), "does not end with a newline; it has to"


def self_test():
    header = "// SPDX-License-Identifier: Apache-2.0\n\n/// @file\n#pragma once\n"
    for name, text, count in (
        ("a.hpp", header, 0),
        ("a.cpp", "// SPDX-License-Identifier: Apache-2.0\n", 0),
        ("a.sh", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n", 0),
        ("a.hpp", "int a;\n", 3),
        ("a.cpp", header + "int a; \n", 1),
        ("a.cpp", header + "\tint a;\n", 1),
        ("a.cpp", header + "// TO" "DO\n", 1),
        ("a.cpp", header + "int a;", 1),
        ("a.cpp", header + "\n" * MAX_LINES, 1),
        ("run", "#!/bin/sh\n", 1),
    ):
        found = list(complaints(pathlib.Path(name), text))
        assert len(found) == count, f"the check itself is wrong: {name} {text!r}: {found}"


def files(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and AS_IS.isdisjoint(path.parts) and "__pycache__" not in path.parts:
                yield path
    yield from sorted(root.glob("*.md"))
    yield from sorted(root.glob("subprojects/*.wrap"))


def main():
    root = pathlib.Path(sys.argv[1])
    self_test()
    bad = 0
    read = 0
    for path in files(root):
        if path.suffix not in CODE | PROSE | {""}:
            continue
        where = path.relative_to(root)
        read += 1
        for line, what in complaints(path, path.read_text(), str(where) not in TABLES):
            print(f"{where}:{line}: {what}")
            bad += 1
    print(f"{read} files read, {bad} complaints")
    return 1 if bad or not read else 0


if __name__ == "__main__":
    sys.exit(main())
