"""Arguments that cannot be carried out, and what they were meant to name: the bank's folder, the site's. And a system that refuses."""

from __future__ import annotations

import errno
from pathlib import Path

from generator.folders import FILE, ROOTS


class Misuse(Exception):  # noqa: N818  # the command was misused; nothing broke
    """The command was called in a way it cannot carry out; the message says what to do instead."""


class Refused(Exception):  # noqa: N818  # nothing broke here either
    """The command cannot be carried out now; the message says why."""


def find_bank(folder: Path | None, here: Path) -> Path | None:
    """The bank's folder: the one named, or the nearest one above with site_config.yml; None when there is none."""
    if folder is not None:
        return folder.absolute() if (folder / FILE).is_file() else None
    return next((path for path in (here, *here.parents) if (path / FILE).is_file()), None)


def the_bank(folder: Path | None, verb: str) -> Path:
    """The same for a command that needs a bank; raises Misuse when there is none."""
    if root := find_bank(folder, Path.cwd()):
        return root
    where = f"в папке «{folder}»" if folder else "ни здесь, ни в папках выше"
    raise Misuse(f"{where} нет файла {FILE}. Перейдите в папку банка или укажите её: nastavnik -C ПАПКА {verb}.")


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
