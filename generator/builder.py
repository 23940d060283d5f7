"""What `build` and `serve` do and say: where the site goes, what was made, why nothing was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.formats import FORMATS, Report
from generator.load.walk import ROOTS
from generator.misuse import Misuse, Refused
from generator.pipeline import Built, Options, build_site
from generator.publish.writer import Busy, NotOurs
from generator.survey import texts_of
from generator.words import count

__all__ = ["Options", "build", "failure", "output_folder", "success"]


def output_folder(root: Path, out: Path | None) -> Path:
    """Where the site goes; raises Misuse for a folder that holds the bank, or that the bank's own files lie in."""
    folder = (out or root / "site").resolve()
    home = root.resolve()
    if home.is_relative_to(folder) or any(folder.is_relative_to(home / name) for name in (*ROOTS, "theme", "generator")):
        raise Misuse(f"в папку «{folder}» собирать нельзя: в ней лежит сам банк. Укажите другую: nastavnik build -o ПАПКА.")
    return folder


def build(root: Path, out: Path, options: Options, say: Callable[[str], None]) -> Built:
    """Build the site; raises Misuse for a folder with files of others, Refused while another run builds."""
    try:
        return build_site(root, out, options, say)
    except NotOurs as folder:
        raise Misuse(f"в папке «{folder}» лежат файлы, которые сделала не эта программа. Укажите другую: nastavnik build -o ПАПКА.") from folder
    except Busy as busy:
        raise Refused("этот банк уже собирает другой запуск. Дождитесь его конца.") from busy


def success(root: Path, out: Path, built: Built, seconds: float) -> str:
    """What was made, in how many seconds, and where to open it."""
    bank = built.checked.bank
    assert bank is not None
    made = [
        count(len(bank.published), ("карточка", "карточки", "карточек")),
        count(len(bank.templates), ("шаблон", "шаблона", "шаблонов")),
        count(len(bank.schools), ("организация", "организации", "организаций")),
        count(built.pages, ("страница", "страницы", "страниц")),
    ]
    changed = f"обновлено файлов: {built.changed}, удалено: {built.removed}" if built.changed or built.removed else "ничего не изменилось"
    warnings = sum(diagnostic.severity is Severity.WARNING for diagnostic in built.checked.found)
    lines = [f"Сайт готов за {seconds:.1f} с: ".replace(".", ",") + ", ".join(made) + f" ({changed})."]
    if warnings:
        lines.append(f"Есть {count(warnings, ('предупреждение', 'предупреждения', 'предупреждений'))}: nastavnik check")
    shown = out.relative_to(root.resolve()) if out.is_relative_to(root.resolve()) else out
    lines.append(f"Папка сайта: {shown}. Посмотреть: nastavnik serve")
    return "\n".join(lines)


def profile(built: Built) -> str:
    """Where the processor's time went: a line a stage or a kind of pages, the longest first."""
    rows = sorted(((name, seconds) for name, seconds in built.spent.items() if name), key=lambda row: (-row[1], row[0]))
    rows.append(("Всего", sum(built.spent.values())))
    wide = max(len(name) for name, _ in rows)
    return "Секунды процессора:\n" + "".join(f"  {name:<{wide}}  {seconds:6.2f}\n".replace(".", ",") for name, seconds in rows)


def failure(root: Path, built: Built, *, colour: bool) -> str:
    """Why nothing was published."""
    found: Sequence[Diagnostic] = built.found or built.checked.found
    report = Report(found, built.checked.files, texts_of(root, found), colour=colour, hints_shown=False)
    return FORMATS["text"](report)
