"""The labelled set of personal data: lines that must be found, with the span between ⟦ and ⟧, and lines that only look alike.

Everything in it is invented. `main` was there while the rules were written; `held_out` was written afterwards, from
other patterns, and the rules were not changed to fit it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.check.privacy import personal
from generator.load.source import parse_source
from generator.load.walk import classify
from generator.settings import KnownPerson, Owner, Privacy, Settings

FOLDER = Path(__file__).parent
SETS = ("main", "held_out")
SETTINGS = Settings(
    name="Банк",
    region="Область",
    region_of="области",
    description="Банк.",
    url="https://bank.example/",
    owner=Owner(name="ОМО"),
    privacy=Privacy(
        phones=("8 (800) 000-11-22",),
        mail=("omo.example", "kurator@allowed.example", "dept67@mail.ru"),
        people=(KnownPerson(name="Разрешённов Иван Ильич", reason="подписал приказ о банке практик"),),
    ),
)
_FRONT = "---\ntitle: Пример\n---\n\n"


@dataclass(frozen=True)
class Line:
    """One line of the set: what a file holds, the spans that must be found with their rules, why it is a trap."""

    text: str
    spans: tuple[tuple[str, int, int], ...] = ()
    why: str = ""


@dataclass
class Figures:
    """How the rules did: by rule, spans that must be found, that were, and findings that nobody marked."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    negatives: int = 0

    @property
    def recall(self) -> float:
        """Share of the marked spans that were found."""
        return self.found.total() / self.expected.total()

    @property
    def precision(self) -> float:
        """Share of the findings that were marked."""
        return self.found.total() / (self.found.total() + self.false.total())

    def sentence(self, rule: str) -> str:
        """The sentence on the rule's page."""
        found, expected, false = self.found[rule], self.expected[rule], self.false[rule]
        share = found * 100 // expected
        wrong = f"ошибается на {false}" if false else "не ошибается ни на одной"
        return f"На проверочном наборе находит {share} % ({found} из {expected}) и {wrong} из {self.negatives} похожих строк."


def lines(name: str) -> Iterator[Line]:
    """Lines of one of the sets."""
    tail = "" if name == "main" else f"_{name}"
    for row in (FOLDER / f"positives{tail}.tsv").read_text(encoding="utf-8").splitlines():
        rules, _, marked = row.partition("\t")
        yield _marked(_real(marked), rules.split())
    for row in (FOLDER / f"negatives{tail}.tsv").read_text(encoding="utf-8").splitlines():
        text, _, why = row.partition("\t")
        yield Line(_real(text), (), why)


def measure(*names: str) -> Figures:
    """Figures over the named sets."""
    figures = Figures()
    for name in names:
        for line in lines(name):
            _judge(line, figures)
    return figures


def found_in(text: str) -> list[tuple[str, int, int]]:
    """Rules and spans found in a text that stands in a file of the bank."""
    front = "" if text.startswith("---\n") else _FRONT
    whole = front + text + "\n"
    source, faults = parse_source(classify("content/knowledge/primer.md"), whole.encode())
    assert source is not None, (text, faults)
    starts = [0, *(match.end() for match in re.finditer("\n", whole))]
    spans = []
    for item in personal(source, SETTINGS):
        end_line, end_column = item.place.end
        spans.append((item.rule, starts[item.place.line - 1] + item.place.column - 1 - len(front), starts[end_line - 1] + end_column - 1 - len(front)))
    return spans


def _judge(line: Line, figures: Figures) -> None:
    left = found_in(line.text)
    figures.negatives += not line.spans
    for rule, start, end in line.spans:
        figures.expected[rule] += 1
        hit = next((item for item in left if item[0] == rule and item[1] < end and start < item[2]), None)
        if hit is None:
            figures.missed.append(f"{rule} {line.text!r}")
        else:
            figures.found[rule] += 1
            left.remove(hit)
    for rule, start, end in left:
        figures.false[rule] += 1
        figures.wrong.append(f"{rule} {line.text[start:end]!r} в {line.text!r} ({line.why})")


def _marked(text: str, rules: list[str]) -> Line:
    spans = []
    for rule, match in zip(_repeated(rules, text.count("⟦")), re.finditer("⟦(.*?)⟧", text, re.DOTALL), strict=True):
        shift = 2 * len(spans)
        spans.append((rule, match.start() - shift, match.end() - shift - 2))
    return Line(text.replace("⟦", "").replace("⟧", ""), tuple(spans))


def _repeated(rules: list[str], count: int) -> list[str]:
    return rules * count if len(rules) == 1 else rules


def _real(text: str) -> str:
    """The text with its escapes read: a line break, a no-break space."""
    return text.replace("\\n", "\n").replace("\\u00a0", "\u00a0").replace("\\u202f", "\u202f")
