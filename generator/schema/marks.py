"""Lists that are none: lines that begin with «•», «–» or a hyphen without its space run together into a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Edit, Fix
from generator.load import Source
from generator.patterns import late
from generator.schema import rules
from generator.schema.outline import Outline

_MARK = late(r"(\s*)([•·●▪‣○–—]\s*|-(?=[^\W\d_])|\d{1,3}[.)](?=[^\W\d_]))")


def check_marks(source: Source, seen: Outline) -> Iterator[Diagnostic]:
    """One hint for each run of such lines."""
    for run in _runs(seen):
        edits = []
        for number in run:
            match = _MARK.match(seen.lines[number])
            if match:
                mark = match[2].strip()
                text = f"{mark} " if mark[0] == "-" or mark[0].isdigit() else "- "
                edits.append(Edit(source.place(number, match.end(1) + 1, len(match[2])), text))
        if edits:
            mark = seen.lines[run[0]].strip()[:1]
            first = source.place(run[0], edits[0].place.column, 1)
            stuck = mark == "-" or mark.isdigit()
            yield rules.NoList.at(
                first,
                "После знака пункта нет пробела, и списка не получится." if stuck else f"Список отмечен знаком «{mark}», и на странице строки сольются.",
                "Поставьте пробел после знака." if stuck else "Начните каждую строку списка с дефиса и пробела: «- ».",
                Fix("Сделать списком", tuple(edits)),
            )


def _runs(seen: Outline) -> Iterator[list[int]]:
    """Neighbouring lines with marks. One dash alone is speech or the middle of a sentence."""
    run: list[int] = []
    for number in [*seen.marks, -2]:
        if run and number != run[-1] + 1:
            if len(run) > 1 or seen.lines[run[0]].lstrip()[0] not in "–—":
                yield run
            run = []
        run.append(number)
