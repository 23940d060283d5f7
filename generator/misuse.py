"""Arguments that cannot be carried out, and what they were meant to name: the bank's folder, the site's, rules. And a system that refuses."""

from __future__ import annotations

import errno
from pathlib import Path

from generator.diagnostics import RULES
from generator.diagnostics.rules import FAMILIES
from generator.load.walk import ROOTS
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


def output_folder(root: Path, out: Path | None) -> Path:
    """Where the site goes; raises Misuse for a folder that holds the bank, or that the bank's own files lie in."""
    folder = (out or root / "site").resolve()
    home = root.resolve()
    if home.is_relative_to(folder) or any(folder.is_relative_to(home / name) for name in (*ROOTS, "theme", "generator")):
        raise Misuse(f"в папку «{folder}» собирать нельзя: в ней лежит сам банк. Укажите другую: nastavnik build -o ПАПКА.")
    return folder


def system_fault(error: OSError) -> str:
    """A sentence for an error of the operating system."""
    where = f" «{error.filename}»" if error.filename else ""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "на диске нет места."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"нет прав на запись{where}."
        case errno.ENOTDIR | errno.EISDIR | errno.ENOENT:
            return f"путь{where} не подходит."
    return f"ошибка системы{where}: {error.strerror}."
