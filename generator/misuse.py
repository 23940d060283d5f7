"""Arguments that cannot be carried out, and what they were meant to name: the bank's folder, rules."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import RULES
from generator.diagnostics.rules import FAMILIES
from generator.schema.suggest import nearest
from generator.settings import FILE


class Misuse(Exception):  # noqa: N818  # the command was misused; nothing broke
    """The command was called in a way it cannot carry out; the message says what to do instead."""


class Refused(Exception):  # noqa: N818  # nothing broke here either
    """The command cannot be carried out now; the message says why."""


def find_bank(folder: Path | None, here: Path) -> Path | None:
    """The bank's folder: the one named, or the nearest one above with site_config.yml; None when there is none."""
    if folder is not None:
        return folder.absolute() if (folder / FILE).is_file() else None
    return next((path for path in (here, *here.parents) if (path / FILE).is_file()), None)


def rule_names(text: str) -> tuple[str, ...]:
    """Rules and families of «C,P001»; raises Misuse for one there is not."""
    names = tuple(part.strip().upper() for part in text.split(",") if part.strip())
    for name in names:
        if name not in RULES and name not in FAMILIES:
            close = nearest(name, {rule: rule for rule in RULES})
            raise Misuse(f"правила «{name}» нет{f'; возможно, {close}' if close else ''}. Все правила: help/ на сайте.")
    return names
