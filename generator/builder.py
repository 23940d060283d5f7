"""What `build` and `serve` do and say: what was made, where the time went, why nothing was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.formats import FORMATS, Report
from generator.done import Done
from generator.misuse import Misuse, Refused
from generator.pipeline import Built, Options, build_site
from generator.publish.writer import Busy, NotOurs
from generator.render.site import Changed
from generator.survey import texts_of
from generator.words import CARDS, SCHOOLS, TEMPLATES, count
from generator.workers import WorkerFailed

__all__ = ["Options", "build", "done", "failure", "profile"]


def build(root: Path, out: Path, options: Options, say: Callable[[str], None]) -> Built:
    """Build the site; raises Misuse for a folder with files of others, Refused while another run builds."""
    try:
        return build_site(root, out, options, say)
    except NotOurs as folder:
        raise Misuse(
            f"в папке «{folder}» лежат файлы, которые сделала не эта программа. Укажите другую: nastavnik build -o ПАПКА. Если это испорченный прежний сайт, удалите её."
        ) from folder
    except WorkerFailed as failed:
        raise Refused("один из процессов сборки остановлен системой, вероятно, не хватило памяти. Попробуйте: nastavnik build --jobs 1.") from failed
    except Changed as changed:
        raise Refused(f"файл «{changed}» меняется во время сборки. Сохраните всё и запустите ещё раз.") from changed
    except Busy as busy:
        raise Refused("этот банк уже собирает другой запуск. Дождитесь его конца.") from busy


def done(built: Built) -> Done:
    """What was made."""
    bank = built.checked.bank
    assert bank is not None
    made = [
        count(len(bank.published), CARDS),
        count(len(bank.templates), TEMPLATES),
        count(len(bank.schools), SCHOOLS),
        count(built.site.pages, ("страница", "страницы", "страниц")),
    ]
    warnings = sum(diagnostic.severity is Severity.WARNING for diagnostic in built.checked.found)
    return Done(", ".join(made), warnings, built.site.changed, built.site.removed)


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
