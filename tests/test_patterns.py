"""Patterns compiled at first use are patterns, and importing the checker compiles none of its own."""

from __future__ import annotations

import gc
import importlib
import re
import subprocess
import sys

from generator import patterns
from generator.patterns import late
from tests.sites import ROOT

CHECKER = [path for folder in ("check", "load", "schema", "diagnostics") for path in sorted((ROOT / "generator" / folder).rglob("*.py"))]


def test_as_if_compiled() -> None:
    """Every question has the answer of `re.compile`, the second time too."""
    pattern, compiled = late("(?P<one>A)", re.IGNORECASE), re.compile("(?P<one>A)", re.IGNORECASE)
    for _ in range(2):
        assert pattern.sub("b", "aAc") == compiled.sub("b", "aAc") == "bbc"
        assert (pattern.pattern, pattern.flags, pattern.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)
    assert late(b"a").match(b"a")


def test_every_pattern_compiles() -> None:
    """One that does not would be noticed only by the text that needs it."""
    for path in CHECKER:
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    gc.unfreeze()  # a command run by another test has frozen what there was
    made = [thing for thing in gc.get_objects() if type(thing) is patterns._Late]
    assert len(made) > 300
    for pattern in made:
        assert re.compile(pattern.pattern, pattern.flags)


def test_a_build_of_which_nothing_changed_loads_neither_checker_nor_templates() -> None:
    """The command line alone needs next to nothing."""
    code = "import sys, generator.cli; generator.cli.parser(['build']); print(*(name for name in sys.modules if name.startswith('generator.')))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(told.stdout.split()) <= {
        f"generator.{name}" for name in ("cli", "done", "disk", "folders", "memo", "atomic", "misuse", "sums", "terminal", "words")
    }
