"""What `explain`, `schema`, `new`, `stats`, `regulation` and `federate` do, as functions from arguments to text; `cli` prints what they return."""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from generator import regulation
from generator.atomic import replace_file
from generator.diagnostics import RULES, Severity
from generator.diagnostics.formats import FORMATS, Report
from generator.diagnostics.rules import FAMILIES
from generator.load.decode import MAX_BYTES
from generator.load.walk import NAME, classify
from generator.misuse import Misuse, Refused
from generator.model.facets import facets
from generator.model.gaps import CROSSED, crossing, unused
from generator.model.law import requisites
from generator.publish import rules as _w_rules  # noqa: F401  # `explain` knows every rule
from generator.schema import editors, kind, kinds, read_vocabularies
from generator.schema.export import public_schema, skeleton
from generator.schema.suggest import nearest
from generator.survey import check_bank, texts_of
from generator.words import CARDS, count, months_later

NEW_KINDS = {
    "practice": "practices/{slug}/index.md",
    "program": "content/programs/{slug}/index.md",
    "school": "content/schools/{slug}/index.md",
    "event": "content/events/{slug}.md",
    "collection": "content/collections/{slug}.md",
}
COUNTED = (
    ("practices", "practices", "карточек"), ("published", "published", "из них на сайте"), ("programs", "templates", "шаблонов"), ("schools", "schools", "организаций"),
    ("news", "news", "новостей"), ("events", "events", "событий"), ("collections", "collections", "подборок"), ("tasks", "calendar", "дел в календаре года"),
    ("questions", "faq", "вопросов и ответов"), ("clauses", "clauses", "пунктов положения"), ("terms", "glossary", "терминов"), ("acts", "acts", "документов"),
    ("pages", "pages", "страниц базы знаний"),
)  # fmt: skip
"""What `stats` counts: its name in JSON, the records of the bank, the word in the table."""

OFFICIAL = "content/regulation/text.yml"


def rule_names(text: str) -> tuple[str, ...]:
    """Rules and families of «C,P001»; raises Misuse for one there is not."""
    names = tuple(part.strip().upper() for part in text.split(",") if part.strip())
    for name in names:
        if name not in RULES and name not in FAMILIES:
            close = nearest(name, {rule: rule for rule in RULES})
            raise Misuse(f"правила «{name}» нет{f'; возможно, {close}' if close else ''}. Все правила: help/ на сайте.")
    return names


def explain(rule_id: str) -> str:
    """A rule's help as text; raises Misuse for a rule there is not."""
    rule = RULES.get(rule_id.strip().upper())
    if rule is None:
        rule_names(rule_id or "?")  # says which rule was meant
        raise Misuse(f"назовите одно правило, например {min(RULES)}.")
    severity = {Severity.ERROR: "ошибка", Severity.WARNING: "предупреждение", Severity.HINT: "подсказка"}[rule.severity]
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
    vocabularies = check_bank(root, today, keep=False).vocabularies if root else read_vocabularies(())
    return json.dumps(public_schema(kind(name), vocabularies), ensure_ascii=False, indent=2)


def write_editor_files(root: Path, today: date) -> list[str]:
    """Write what VS Code reads, made from the schemas and this bank's vocabularies; returns the paths that changed."""
    made = editors.files(check_bank(root, today, keep=False).vocabularies)
    changed = []
    for path, text in made.items():
        target = root / path
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def new(root: Path, kind_name: str, slug: str, *, reported: bool, today: date) -> str:
    """Write a skeleton and return its path; raises Misuse for a bad or taken name."""
    if not NAME.match(slug) or len(slug) < 2:
        raise Misuse(f"имя «{slug}» не годится: строчные латинские буквы, цифры и дефис, например otkrytyj-urok.")
    path = NEW_KINDS[kind_name].format(slug=slug)
    target = root / path
    if target.exists():
        raise Misuse(f"файл {path} уже есть.")
    checked = check_bank(root, today, keep=False)
    review_by = months_later(today, checked.settings.review_months if checked.settings else 24)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(skeleton(kind(kind_name), checked.vocabularies, today, review_by, reported=reported), encoding="utf-8")
    return path


def stats(root: Path, today: date, form: str) -> tuple[str, int]:
    """Counts of the bank and the values no card has; exit code 1 when the bank cannot be read."""
    checked = check_bank(root, today)
    bank = checked.bank
    if bank is None:
        report = Report(checked.found, checked.files, texts_of(root, checked.found))
        return FORMATS["text"](report), 1
    counts = {name: len(getattr(bank, records)) for name, records, _ in COUNTED}
    listed = {facet.field: facet for facet in facets(bank)}
    gaps = {name: [term.id for term in unused(facet)] for name, facet in listed.items()}
    if form == "json":
        spread = {name: {value.term.id: len(value.cards) for value in facet.values} for name, facet in listed.items()}
        crossed = {f"{first} × {second}": crossing(listed[first], listed[second]).numbers for first, second in CROSSED}
        return json.dumps({"version": 1, "counts": counts, "facets": spread, "gaps": gaps, "crossings": crossed}, ensure_ascii=False, indent=2) + "\n", 0
    lines = [f"{counts[name]:>5}  {label}" for name, _, label in COUNTED]
    for facet in listed.values():
        lines += ["", facet.label]
        for value in facet.values:
            mark = "нет карточек" if not value.cards else "█" * min(len(value.cards), 40)
            lines.append(f"{len(value.cards):>5}  {value.term.name}  {mark}")
    return re.sub(r"[ ]+$", "", "\n".join(lines), flags=re.MULTILINE) + "\n", 0


def import_regulation(root: Path, file: Path, today: date, *, dry_run: bool) -> str:
    """Lay an official text out by the bank's clauses into content/regulation/text.yml; the report. The old file stays until the new one is whole."""
    if not file.is_file():
        raise Misuse(f"файла «{file}» нет." if not file.exists() else f"«{file}» – не файл.")
    checked = check_bank(root, today)
    if checked.bank is None:
        raise Refused("настройки банка не читаются: проверьте site_config.yml командой nastavnik check.")
    bank = checked.bank
    if not bank.clauses or bank.document is None:
        raise Refused("раскладывать не по чему: в content/regulation нет пересказа по пунктам или реквизитов (document.yml).")
    if any(fault.severity is Severity.ERROR and classify(fault.place.path).kind in ("regulation", "document") for fault in checked.found):
        raise Refused("в content/regulation есть ошибки: исправьте их сначала (nastavnik check content/regulation).")
    data = file.read_bytes()
    try:
        paragraphs = regulation.read_paragraphs(data)
    except regulation.Unreadable as fault:
        raise Refused(f"«{file.name}»: {fault}") from fault
    act = bank.act_by_id.get(bank.document.act)
    loaded = regulation.Loaded(
        regulation.lay_out(bank.clauses, paragraphs), bank.clauses, paragraphs, file.name, hashlib.sha256(data).hexdigest(), today,
        requisites(act) if act else bank.document.title, act.number if act else "",
    )  # fmt: skip
    if not loaded.alike:
        found = len(bank.clauses) - len(loaded.missing)
        raise Refused(
            f"«{file.name}» не похож на «{bank.document.short}»: нашлось {found} из {count(len(bank.clauses), ('пункта', 'пунктов', 'пунктов'))}. Ничего не записано."
        )
    text = regulation.text_file(loaded)
    if len(text) > MAX_BYTES:
        raise Refused(f"текст по пунктам занял бы больше {MAX_BYTES // 1000} КБ, а файлы банка короче. Ничего не записано.")
    if not dry_run:
        replace_file(root / OFFICIAL, text, mode=0o644)
    return regulation.report(loaded, dry_run=dry_run, path=OFFICIAL)


def federate(names: Sequence[str], out: Path, *, strict: bool, say: Callable[[str], None]) -> tuple[str, tuple[str, ...]]:
    """Make or mend a catalogue of many regions' sites; returns what was done and a sentence for each site that could not be read.

    Raises Misuse for arguments that name nothing, Refused when nothing was written.
    """
    from generator import federate as federation  # noqa: PLC0415  # templates and sockets, which the other commands need not load
    from generator.publish.writer import Busy, NotOurs  # noqa: PLC0415  # as above

    sources = []
    for name in names:
        source = federation.place(name)
        if source is None:
            raise Misuse(f"«{name}» – не адрес сайта и не папка. Пример: nastavnik federate https://bank.example/ ../drugoj/site -o katalog")
        if source in sources:
            raise Misuse(f"сайт «{name}» указан дважды.")
        if isinstance(source, federation.Folder) and (source.root.is_relative_to(out.resolve()) or out.resolve().is_relative_to(source.root)):
            raise Misuse(f"в папку «{out}» собирать нельзя: в ней сайт одного из регионов. Укажите другую: -o ПАПКА.")
        sources.append(source)
    try:
        done = federation.federate(sources, out.resolve(), strict=strict, say=say)
    except federation.Broken as broken:
        raise Refused(f"{broken}. Прежний каталог не тронут.") from broken
    except NotOurs as folder:
        raise Misuse(f"в папке «{folder}» лежат файлы, которые сделала не эта программа. Укажите другую: -o ПАПКА.") from folder
    except Busy as busy:
        raise Refused("этот каталог уже собирает другой запуск. Дождитесь его конца.") from busy
    if not done.written:
        raise Refused("\n".join([*done.faults, "Каталог не тронут."]))
    cards = count(sum(region.cards for region in done.regions), CARDS)
    changed = f"обновлено файлов каталога: {done.changed}, удалено: {done.removed}" if done.changed or done.removed else "ничего не изменилось"
    regions = count(len(done.regions), ("регион", "региона", "регионов"))
    return f"Каталог готов: {regions}, {cards}. Прочитано заново файлов: {sum(done.read.values())}; {changed}.\nПапка каталога: {out}", done.faults
