"""The command `check`: which diagnostics are shown and how, what `--fix` writes and `--diff` shows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.atomic import replace_file
from generator.diagnostics import Diagnostic
from generator.diagnostics.fixes import fixed
from generator.diagnostics.formats import FORMATS, Report
from generator.folders import FILE
from generator.load.decode import decode
from generator.load.rules import Bom, LineEnds, NotUtf8
from generator.load.walk import classify
from generator.misuse import Misuse, find_bank
from generator.survey import Checked, check_bank, texts_of

ROUNDS = 4  # a mended file may show what the fault had hidden


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What `check` was asked for. `instead` is the text of the standard input, by the path it is checked as."""

    today: date
    paths: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    format: str = "text"
    colour: bool = False
    hints: bool = False
    cache: bool = True
    instead: Mapping[str, bytes] = field(default_factory=dict)
    say: Callable[[str], None] = lambda _: None


def check(root: Path, request: CheckRequest) -> tuple[Report, int]:
    """What to report, and the exit code."""
    checked = _checked(root, request)
    found = _chosen(root, checked, request)
    help_url = checked.settings.url if checked.settings else ""
    hints_shown = request.hints or request.format != "text" or bool(request.paths or request.select or request.instead)
    report = Report(found, checked.files, texts_of(root, found, request.instead), help_url, request.colour, hints_shown)
    bad = report.errors or (request.strict and report.warnings)
    return report, 1 if bad else 0


def written(report: Report, form: str) -> str:
    """The report in one of the formats."""
    return FORMATS[form](report)


def mended(root: Path, request: CheckRequest) -> dict[str, bytes]:
    """New bytes of every file that can be mended, by path: again while the mended texts show more. Nothing is written."""
    new: dict[str, bytes] = {}
    for _ in range(ROUNDS):
        known = {**request.instead, **{path: data for path, data in new.items() if path != FILE}}  # settings are read from the disk only
        found = _chosen(root, _checked(root, replace(request, instead=known)), request)
        changed = _fixes(root, [diagnostic for diagnostic in found if diagnostic.place.path not in new.keys() - known.keys()], known)
        new |= changed
        if not changed:
            break
    return new


def apply_fixes(root: Path, request: CheckRequest) -> list[str]:
    """Write what can be mended; returns the paths. Each file is replaced in one move."""
    done: dict[str, None] = {}
    for _ in range(2):
        new = mended(root, request)
        for path, data in new.items():
            _replace(root / path, data)
            done[path] = None
        if FILE not in new:  # with settings that can be read there may be more
            break
    return list(done)


def mended_input(root: Path, request: CheckRequest) -> bytes:
    """The text of the standard input with its fixes applied."""
    ((path, data),) = request.instead.items()
    return mended(root, request).get(path, data)


def difference(root: Path, request: CheckRequest) -> str:
    """What `--fix` would change, as a unified diff; a file that is no text is only named."""
    return "".join(line for path, new in sorted(mended(root, request).items()) for line in _diff(path, _old(root, path, request.instead), new))


def input_path(path: str) -> str:
    """The path that a text from the standard input is checked as; raises Misuse when the bank keeps no texts there.

    Editors name the file they edit as the system does: whole, or from the folder they stand in.
    """
    name = path.replace("\\", "/").removeprefix("./")
    whole = Path(name).resolve()
    if classify(name).kind == "file" and (bank := find_bank(None, whole.parent)):
        name = whole.relative_to(bank).as_posix()
    if classify(name).kind == "file":
        raise Misuse(f"«{path}» – не файл банка. Нужен путь записи, например practices/moya-karta/index.md.")
    return name


def _checked(root: Path, request: CheckRequest) -> Checked:
    return check_bank(root, request.today, keep=False, cache=request.cache, instead=request.instead, say=request.say)


def _chosen(root: Path, checked: Checked, request: CheckRequest) -> list[Diagnostic]:
    """The diagnostics that the request wants to see."""
    wanted = tuple(request.instead) or tuple(_inside(root, path) for path in request.paths)
    return [
        diagnostic
        for diagnostic in checked.found
        if (not wanted or any(path in (".", diagnostic.place.path) or diagnostic.place.path.startswith(f"{path}/") for path in wanted))
        and (not request.select or diagnostic.rule.startswith(request.select))
        and not (request.ignore and diagnostic.rule.startswith(request.ignore))
    ]


def _inside(root: Path, path: Path) -> str:
    """A path of the command line, from here or from the bank's folder, relative to the bank; raises Misuse when it is not there."""
    for candidate in (path.absolute(), root / path):
        if candidate.exists() and candidate.resolve().is_relative_to(root.resolve()):
            return candidate.resolve().relative_to(root.resolve()).as_posix()
    raise Misuse(f"файла или папки «{path}» в банке нет.")


def _fixes(root: Path, found: list[Diagnostic], instead: Mapping[str, bytes]) -> dict[str, bytes]:
    """New bytes of every file that the fixes of these diagnostics change."""
    changed: dict[str, bytes] = {}
    for path in sorted({diagnostic.place.path for diagnostic in found if diagnostic.fix}):
        here = [diagnostic for diagnostic in found if diagnostic.place.path == path]
        old = _old(root, path, instead)
        whole = next((diagnostic.fix.data for diagnostic in here if diagnostic.fix and diagnostic.fix.data is not None), None)
        new = whole if whole is not None else _rewritten(path, old, here)
        if new is not None and new != old:
            changed[path] = new
    return changed


def _old(root: Path, path: str, instead: Mapping[str, bytes]) -> bytes:
    return instead[path] if path in instead else (root / path).read_bytes()


def _rewritten(path: str, old: bytes, found: list[Diagnostic]) -> bytes | None:
    """The text with the fixes of its diagnostics; None when it cannot be read, or only after a fix that is not among them."""
    text, _ = decode(path, old)
    rules = {diagnostic.rule for diagnostic in found if diagnostic.fix}
    if text is None:
        return None
    if NotUtf8.id in rules:
        return fixed(text, found).encode()
    before = _text(old)
    return None if before is None else _as_before(before, fixed(text, found), rules).encode()


def _text(data: bytes) -> str | None:
    """The text of a file in UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _as_before(old: str, new: str, mended: set[str]) -> str:
    """The mended text with the mark and the line ends of the old one, unless these are among what is to be mended."""
    if LineEnds.id not in mended:
        found = re.findall(r"\r\n|\r|\n", old)
        ends, last = iter(found), found[-1] if found else "\n"
        new = re.sub("\n", lambda _: next(ends, last), new)
    return f"\ufeff{new}" if old.startswith("\ufeff") and Bom.id not in mended else new


def _replace(target: Path, data: bytes) -> None:
    try:
        replace_file(target, data, target.stat().st_mode)
    except OSError as error:
        error.filename = str(target)  # the name that the editor knows
        raise


def _diff(path: str, old: bytes, new: bytes) -> list[str]:
    before, after = decode(path, old)[0], _text(new)
    if before is None or after is None:
        return [f"Файл {path} будет переписан: {len(old)} → {len(new)} байт.\n"]
    same = _text(old)
    return list(difflib.unified_diff(_lines(before if same is None else same), _lines(after), f"a/{path}", f"b/{path}"))


def _lines(text: str) -> list[str]:
    """Lines with their ends, parted at line feeds only: a sign from Word is no line end."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]
