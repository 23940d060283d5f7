"""A layout as content/regulation/text.yml, and as the report of what matched and what did not."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import Clause
from generator.regulation.matching import Layout
from generator.regulation.reading import Paragraph
from generator.words import count

SHOWN = 40  # lines of a list in the report
_FIRST_WORDS = 60
_PARAGRAPHS = ("абзац", "абзаца", "абзацев")
_HEAD = 80  # paragraphs in which requisites are looked for
_PRINTED = re.compile(r"№\s?(\d[\w/-]{0,20})")
TOP = """\
# Официальный текст: справочная копия. Файл сделан командой nastavnik regulation import; руками его не правят,
# а загружают заново из исправленного источника.
"""


@dataclass(frozen=True)
class Loaded:
    """A text read and laid out, and whence it came."""

    layout: Layout
    clauses: Sequence[Clause]
    paragraphs: Sequence[Paragraph]
    source: str
    sha256: str
    imported: date
    requisites: str
    number: str

    @property
    def missing(self) -> tuple[Clause, ...]:
        """Clauses that no paragraph was found for."""
        return tuple(clause for clause in self.clauses if clause.id not in self.layout.texts)

    @property
    def alike(self) -> bool:
        """False for a text that is hardly that of the bank's order: most numbered clauses are not in it."""
        numbered = [clause for clause in self.clauses if clause.number and clause.kind in ("section", "clause", "definition")] or list(self.clauses)
        return 2 * sum(clause.id in self.layout.texts for clause in numbered) >= len(numbered)

    @property
    def printed(self) -> tuple[str, ...]:
        """Numbers of documents printed at the head of the text."""
        return tuple(dict.fromkeys(number for paragraph in self.paragraphs[:_HEAD] for number in _PRINTED.findall(paragraph.text)))


def text_file(loaded: Loaded) -> bytes:
    """content/regulation/text.yml: the same text gives the same bytes."""
    lines = [
        f"source: {_quoted(loaded.source)}",
        f"sha256: {_quoted(loaded.sha256)}",
        f"imported: {loaded.imported.isoformat()}",
        f"requisites: {_quoted(loaded.requisites)}",
        "clauses:",
    ]
    for clause in loaded.clauses:
        if found := loaded.layout.texts.get(clause.id):
            lines += [f"  - id: {clause.id}", "    paragraphs:", *(f"      - {_quoted(paragraph.text)}" for paragraph in found)]
    return (TOP + "\n".join(lines) + "\n").encode()


def report(loaded: Loaded, *, dry_run: bool, path: str) -> str:
    """What matched, in words."""
    total = len(loaded.clauses)
    found = total - len(loaded.missing)
    lines = [
        f"Файл «{loaded.source}»: {count(len(loaded.paragraphs), _PARAGRAPHS)}.",
        f"Разложено по пунктам: {found} из {total} ({found * 100 // total} %).",
    ]
    if loaded.number and loaded.printed and loaded.number.lower() not in map(str.lower, loaded.printed):
        lines.append(f"Номера {loaded.number} в начале файла нет, напечатаны: {', '.join(loaded.printed)}. Проверьте, тот ли это документ.")
    by_id = {clause.id: clause for clause in loaded.clauses}
    lines += _listed("Остались без официального текста", [f"{clause.cite} ({clause.id}): {clause.heading}" for clause in loaded.missing])
    lines += _listed("Не подошли ни к одному пункту", [_shown(paragraph) for paragraph in loaded.layout.foreign])
    lines += _listed(
        "Своего пункта в пересказе нет, оставлены при соседнем",
        [f"{_shown(paragraph)} → {by_id[name].cite}" for paragraph, name in loaded.layout.joined],
    )
    lines.append(f"Ничего не записано: это проба. Без --dry-run текст ляжет в {path}." if dry_run else f"Записан: {path}")
    return "\n".join(lines) + "\n"


def _listed(title: str, entries: Sequence[str]) -> list[str]:
    if not entries:
        return []
    more = [f"  … и ещё {len(entries) - SHOWN}"] if len(entries) > SHOWN else []
    return ["", f"{title} ({len(entries)}):", *(f"  {entry}" for entry in entries[:SHOWN]), *more, ""]


def _shown(paragraph: Paragraph) -> str:
    text = paragraph.text if len(paragraph.text) <= _FIRST_WORDS else paragraph.text[:_FIRST_WORDS].rsplit(" ", 1)[0] + " …"
    return f"строка {paragraph.line}: {'– ' if paragraph.item else ''}{text}"


def _quoted(text: str) -> str:
    """A text in quotes that YAML reads as it was; JSON's are such."""
    return json.dumps(text, ensure_ascii=False)
