# SPDX-License-Identifier: Apache-2.0
"""Finds statements with co_await that build an object in braces or a lambda.

GCC 12 destroys aggregate and lambda temporaries twice when they are made in the full
expression of a co_await, without a warning. So a statement with co_await builds nothing:
the object is named first and then moved in.
"""

import pathlib
import re
import sys

TOKEN = re.compile(r"""
    (?P<newline>\n)
  | (?P<skip>[ \t\r]+ | //[^\n]* | \#(?:[^\n\\]|\\.|\\\n)*)
  | (?P<comment>/\*.*?\*/)
  | (?P<raw>(?:u8|[uUL])?R"(?P<mark>[^ ()\\\t\n]{0,16})\(.*?\)(?P=mark)")
  | (?P<text>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)+')
  | (?P<word>[A-Za-z_]\w*)
  | (?P<number>\d(?:'?[\w.])*)
  | (?P<sign>\[\[ | \]\] | -> | :: | && | .)
""", re.VERBOSE | re.DOTALL)

BLOCK_WORDS = {"else", "do", "try", "const", "noexcept", "override", "final", "mutable"}
TYPE_WORDS = {"class", "struct", "enum", "union", "namespace"}


def tokens(code):
    """The tokens of a source text with their line numbers."""
    line = 1
    for found in TOKEN.finditer(code):
        kind = found.lastgroup if found.lastgroup != "mark" else "raw"
        if kind in ("word", "sign"):
            yield found.group(), line
        elif kind in ("text", "raw", "number"):
            yield "0", line
        line += found.group().count("\n")


class statement:
    """What a statement has shown so far."""

    def __init__(self):
        self.words = []
        self.awaits = None
        self.builds = None
        self.lambda_open = False

    def starts_block(self, inside):
        """Whether the brace that follows opens a block, not an object."""
        before = self.words[-1] if self.words else ";"
        if inside == "(":
            return False
        return (before in {")", ";", "}"} or before in BLOCK_WORDS
                or (before == ":" and inside == "block")
                or not TYPE_WORDS.isdisjoint(self.words)
                or self.words[:1] == ["extern"])

    def is_lambda(self):
        """Whether the bracket that follows begins a lambda, not an index or a binding."""
        before = self.words[-1] if self.words else ";"
        if before in {"auto", "]", ")"} or (before in {"&", "&&"} and "auto" in self.words[-3:]):
            return False
        return before in {"return", "co_return", "co_await"} or not re.match(r"\w", before)


class reader:
    """Walks the tokens; remembers each open bracket and the statement it stands in."""

    def __init__(self):
        self.open = []
        self.now = statement()
        self.found = []

    def end(self):
        if self.now.awaits and self.now.builds:
            self.found.append((self.now.awaits, self.now.builds))
        self.now = statement()

    def inside(self):
        return self.open[-1][0] if self.open else "block"

    def open_brace(self, line):
        if self.now.lambda_open:
            self.now.lambda_open = False
            self.open.append(("body", self.now))
            self.now = statement()
        elif self.now.starts_block(self.inside()):
            self.end()
            self.open.append(("block", None))
        else:
            self.now.builds = self.now.builds or (line, "an object in braces")
            self.open.append(("object", None))

    def close_brace(self):
        kind, outer = self.open.pop() if self.open else ("block", None)
        if kind == "object":
            self.now.words.append("}")
        elif kind == "body":
            self.end()
            self.now = outer
            self.now.words.append("}")
        else:
            self.end()

    def take(self, token, line):
        if token == "{":
            self.open_brace(line)
            return
        if token == "}":
            self.close_brace()
            return
        if token == ";" and self.inside() in ("block", "body", "("):
            self.end()
            return
        if token == "[" and self.now.is_lambda():
            self.now.lambda_open = True
            self.now.builds = self.now.builds or (line, "a lambda")
        if token in ("(", "["):
            self.open.append((token, None))
        if token in (")", "]") and self.open and self.inside() in ("(", "["):
            self.open.pop()
        if token == "co_await":
            self.now.awaits = self.now.awaits or line
        self.now.words.append(token)


def offences(code):
    """For each bad statement: the line of its co_await, and where it builds what."""
    walk = reader()
    for token, line in tokens(code):
        walk.take(token, line)
    walk.end()
    return walk.found


def self_test():
    folder = pathlib.Path(__file__).parent / "samples"
    for name, expected in (("awaits_bad.txt", True), ("awaits_good.txt", False)):
        samples = re.split(r"^-- .*\n", (folder / name).read_text(), flags=re.MULTILINE)[1:]
        assert len(samples) > 8, f"{name} has only {len(samples)} samples"
        for sample in samples:
            assert bool(offences(sample)) == expected, f"the check itself is wrong, {name}:\n{sample}"


def main():
    root = pathlib.Path(sys.argv[1])
    self_test()
    bad = 0
    awaits = 0
    for folder in ("src", "tests"):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            code = path.read_text()
            awaits += code.count("co_await")
            for line, (where, what) in offences(code):
                print(f"{path.relative_to(root)}:{line}: builds {what} (line {where}) in a statement "
                      "with co_await; name it in a statement of its own, then move it in")
                bad += 1
    print(f"{awaits} co_await read, {bad} statements build something")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
