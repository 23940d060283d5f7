"""What each command does, as functions from arguments to text; `cli` prints what they return."""

from __future__ import annotations

import difflib
import json
import re
import tempfile
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.diagnostics import RULES, Diagnostic, Severity
from generator.diagnostics.fixes import fixed
from generator.diagnostics.formats import FORMATS, Report
from generator.diagnostics.rules import FAMILIES
from generator.load.decode import decode
from generator.load.rules import Bom, LineEnds
from generator.load.walk import NAME, ROOTS
from generator.model.facets import facets
from generator.pipeline import Built, Checked, Options, check_bank, texts_of
from generator.schema import kind, kinds, read_vocabularies
from generator.schema.export import public_schema, skeleton
from generator.schema.suggest import nearest
from generator.settings import FILE
from generator.words import count, months_later

NEW_KINDS = {
    "practice": "practices/{slug}/index.md",
    "program": "content/programs/{slug}/index.md",
    "school": "content/schools/{slug}/index.md",
    "event": "content/events/{slug}.md",
}


class Misuse(Exception):  # noqa: N818  # the command was misused; nothing broke
    """The command was called in a way it cannot carry out; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What `check` was asked for."""

    today: date
    paths: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    format: str = "text"
    colour: bool = False


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


def check(root: Path, request: CheckRequest) -> tuple[str, int]:
    """The report and the exit code."""
    checked = check_bank(root, request.today)
    found = _chosen(root, checked, request)
    help_url = checked.settings.url if checked.settings else ""
    report = Report(found, checked.files, texts_of(root, found), help_url, request.colour)
    bad = report.errors or (request.strict and report.warnings)
    return FORMATS[request.format](report), 1 if bad else 0


def _chosen(root: Path, checked: Checked, request: CheckRequest) -> list[Diagnostic]:
    """The diagnostics that the request wants to see."""
    wanted = tuple(_inside(root, path) for path in request.paths)
    return [
        diagnostic
        for diagnostic in checked.found
        if (not wanted or any(path in ("", ".") or diagnostic.place.path == path or diagnostic.place.path.startswith(f"{path}/") for path in wanted))
        and (not request.select or diagnostic.rule.startswith(request.select))
        and not (request.ignore and diagnostic.rule.startswith(request.ignore))
    ]


def _inside(root: Path, path: Path) -> str:
    """A path of the command line, from here or from the bank's folder, relative to the bank; raises Misuse when it is not there."""
    for candidate in (path.absolute(), root / path):
        if candidate.exists() and candidate.resolve().is_relative_to(root.resolve()):
            return candidate.resolve().relative_to(root.resolve()).as_posix()
    raise Misuse(f"файла или папки «{path}» в банке нет.")


def _fixes(root: Path, request: CheckRequest) -> list[tuple[str, str, str]]:
    """Path, old text and new text of every file that can be mended."""
    found = _chosen(root, check_bank(root, request.today), request)
    mended = []
    for path in sorted({diagnostic.place.path for diagnostic in found if diagnostic.fix}):
        data = (root / path).read_bytes()
        text, _ = decode(path, data)
        if text is not None:
            here = [diagnostic for diagnostic in found if diagnostic.place.path == path]
            mended.append((path, data.decode("utf-8"), _as_before(data.decode("utf-8"), fixed(text, here), {diagnostic.rule for diagnostic in here})))
    return mended


def _as_before(old: str, new: str, mended: set[str]) -> str:
    """The mended text with the mark and the line ends of the old one, unless these are among what is to be mended."""
    if LineEnds.id not in mended:
        ends = iter(re.findall(r"\r\n|\r|\n", old))
        new = re.sub("\n", lambda _: next(ends, "\n"), new)
    return f"\ufeff{new}" if old.startswith("\ufeff") and Bom.id not in mended else new


def apply_fixes(root: Path, request: CheckRequest) -> list[str]:
    """Mend what can be mended; returns the paths. Each file is replaced in one move."""
    done = []
    for path, old, new in _fixes(root, request):
        if old != new:
            target = root / path
            with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as handle:
                handle.write(new.encode())
            Path(handle.name).chmod(target.stat().st_mode)
            Path(handle.name).replace(target)
            done.append(path)
    return done


def difference(root: Path, request: CheckRequest) -> str:
    """What `--fix` would change, as a unified diff."""
    parts = [difflib.unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}") for path, old, new in _fixes(root, request)]
    return "".join(line for part in parts for line in part)


def _lines(text: str) -> list[str]:
    """Lines with their ends, parted at line feeds only: a sign from Word is no line end."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def explain(rule_id: str) -> str:
    """A rule's help as text; raises Misuse for a rule there is not."""
    rule = RULES[rule_names(rule_id)[0]] if rule_id.strip().upper() in RULES else None
    if rule is None:
        rule_names(rule_id or "?")
        raise Misuse(f"назовите одно правило, например {next(iter(sorted(RULES)))}.")
    severity = "ошибка" if rule.severity is Severity.ERROR else "предупреждение"
    lines = [f"{rule.id}  {rule.title()}", f"Семейство: {FAMILIES[rule.id[0]]}. Это {severity}.", ""]
    for heading, text in rule.paragraphs():
        lines += [f"{heading}:", *textwrap.wrap(text, 88, initial_indent="  ", subsequent_indent="  "), ""]
    for heading in ("Плохо", "Хорошо"):
        if example := rule.example(heading).text:
            lines += [f"{heading}:", textwrap.indent(example, "    "), ""]
    return "\n".join(lines).rstrip()


def schema(root: Path | None, name: str, today: date) -> str:
    """The public JSON Schema of a kind, with the bank's vocabularies when there is a bank; raises Misuse for no such kind."""
    names = {item.name: item.name for item in kinds()}
    if name not in names:
        close = nearest(name, names)
        raise Misuse(f"вида «{name}» нет{f'; возможно, {close}' if close else ''}. Есть: {', '.join(names)}.")
    vocabularies = read_vocabularies(())
    if root is not None and (bank := check_bank(root, today).bank):
        vocabularies = bank.vocabularies
    return json.dumps(public_schema(kind(name), vocabularies), ensure_ascii=False, indent=2)


def new(root: Path, kind_name: str, slug: str, *, reported: bool, today: date) -> str:
    """Write a skeleton and return its path; raises Misuse for a bad or taken name."""
    if not NAME.match(slug) or len(slug) < 2:
        raise Misuse(f"имя «{slug}» не годится: строчные латинские буквы, цифры и дефис, например otkrytyj-urok.")
    path = NEW_KINDS[kind_name].format(slug=slug)
    target = root / path
    if target.exists():
        raise Misuse(f"файл {path} уже есть.")
    checked = check_bank(root, today)
    review_by = months_later(today, checked.settings.review_months if checked.settings else 24)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(skeleton(kind(kind_name), checked.bank.vocabularies if checked.bank else {}, today, review_by, reported=reported), encoding="utf-8")
    return path


def output_folder(root: Path, out: Path | None) -> Path:
    """Where the site goes; raises Misuse for a folder that holds the bank, or that the bank's own files lie in."""
    folder = (out or root / "site").resolve()
    home = root.resolve()
    if home.is_relative_to(folder) or any(folder.is_relative_to(home / name) for name in (*ROOTS, "theme", "generator")):
        raise Misuse(f"в папку «{folder}» собирать нельзя: в ней лежит сам банк. Укажите другую: nastavnik build -o ПАПКА.")
    return folder


def build(root: Path, out: Path, options: Options, say: Callable[[str], None]) -> Built:
    """Build the site."""
    return pipeline.build_site(root, out, options, say)


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


def failure(root: Path, built: Built, *, colour: bool) -> str:
    """Why nothing was published."""
    found: Sequence[Diagnostic] = built.found or built.checked.found
    report = Report(found, built.checked.files, texts_of(root, found), "", colour)
    return FORMATS["text"](report)


def stats(root: Path, today: date, form: str) -> tuple[str, int]:
    """Counts of the bank and the values no card has; exit code 1 when the bank cannot be read."""
    checked = check_bank(root, today)
    bank = checked.bank
    if bank is None:
        report = Report(checked.found, checked.files, texts_of(root, checked.found))
        return FORMATS["text"](report), 1
    counts = {
        "practices": len(bank.practices), "published": len(bank.published), "programs": len(bank.templates), "schools": len(bank.schools),
        "news": len(bank.news), "events": len(bank.events), "clauses": len(bank.clauses), "terms": len(bank.glossary), "acts": len(bank.acts), "pages": len(bank.pages),
    }  # fmt: skip
    gaps = {facet.field: [value.term.id for value in facet.values if not value.cards and not value.term.retired] for facet in facets(bank)}
    if form == "json":
        spread = {facet.field: {value.term.id: len(value.cards) for value in facet.values} for facet in facets(bank)}
        return json.dumps({"version": 1, "counts": counts, "facets": spread, "gaps": gaps}, ensure_ascii=False, indent=2) + "\n", 0
    labels = {
        "practices": "карточек", "published": "из них на сайте", "programs": "шаблонов", "schools": "организаций", "news": "новостей",
        "events": "событий", "clauses": "пунктов положения", "terms": "терминов", "acts": "документов", "pages": "страниц базы знаний",
    }  # fmt: skip
    lines = [f"{counts[name]:>5}  {label}" for name, label in labels.items()]
    for facet in facets(bank):
        lines += ["", facet.label]
        for value in facet.values:
            mark = "нет карточек" if not value.cards else "█" * min(len(value.cards), 40)
            lines.append(f"{len(value.cards):>5}  {value.term.name}  {mark}")
    return re.sub(r"[ ]+$", "", "\n".join(lines), flags=re.MULTILINE) + "\n", 0
