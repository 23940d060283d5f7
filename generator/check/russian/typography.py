"""Runs the finders over a file: its text, and those of its fields that hold Russian words.

Nearly every text is without a fault, so the finders are woken by signs that are cheap to look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, compress
from operator import eq

from generator.check.facts import strings_of
from generator.check.russian import blanks, quotes, rules, signs
from generator.check.russian.mask import EDGE, masked
from generator.check.russian.spots import Finder, Spot, apart, by_line, changed, shown
from generator.diagnostics import Diagnostic, Edit, Fix, Rule
from generator.load import Source
from generator.load.glance import Trigger
from generator.load.lines import Lines
from generator.patterns import late
from generator.words import count

_Path = tuple[str | int, ...]

# A sign and what must stand beside it to be worth a closer look. The class in front and those that open the ways
# after it keep the search quick: it reads every text.
_SUSPECT = late(
    r"[A-Za-zА-ЯЁ.,;:!?«»()-](?:"
    r"[а-яёА-ЯЁ](?:(?<=[,;:!?A-Za-z].)|(?<=[а-яё]\.[А-ЯЁ])|(?<=т\.[кедпчн])|(?<=[А-ЯЁ]{2})[А-ЯЁ]{3,}+[ ,–-]++(?:[А-ЯЁ]{1,4}[ ,–-]++)?[А-ЯЁ]{5})"
    r"|[,;!?](?<=[,;!?].)"
    r"|\d(?<=\d-.)\d{0,3}[ \u00a0%]"
    r"|[ \t\u00a0](?:(?<=[«(].)|(?<=([А-ЯЁ]).)(?i:\1)[ \u00a0])|[ \t\u00a0-](?<=[^ \n][ \t\u00a0]-.)"
    r"|(?<=[ \t\u00a0][.,;:!?»)])|(?<=[а-яёА-ЯЁ][A-Za-z]))"
)
# The same without looking around.
_MAYBE_SUSPECT = Trigger(
    r"[,;:!?A-Za-z][а-яёА-ЯЁ]|[а-яё]\.[А-ЯЁ]|т\.[кедпчн]|[А-ЯЁ]{5}|[,;!?][,;!?]|\d-\d{1,4}[ \x{a0}%]|[«(][ \t\x{a0}]|[а-яёА-ЯЁ][A-Za-z]"
    r"|[А-ЯЁ][ \t\x{a0}][а-яёА-ЯЁ][ \x{a0}]|[^ \n][ \t\x{a0}]-[ \t\x{a0}-]|[ \t\x{a0}][.,;:!?»)]"
)
_WOKEN: tuple[Finder, ...] = (
    signs.latin, signs.dashes, signs.ranges, signs.abbreviations, signs.repeated, signs.capitals, blanks.before, blanks.inside, blanks.after, blanks.twice,
)  # fmt: skip
_SIGNS: tuple[tuple[Finder, tuple[str, ...]], ...] = (
    (quotes.marks, ('"', "“", "”", "‘")),
    (signs.dashes, ("—", "  ")),
    (signs.dots, ("...",)),
    (signs.abbreviations, ("и т. д", "и т. п")),
    (blanks.double, ("  ", " \u00a0", "\u00a0 ")),
    (blanks.tabs, ("\t",)),
)
# These again, and what else an editor may have left at the ends of lines.
_MARKS = Trigger(r"[\"“”‘—\t]|  |\.\.\.|и т\. [дп]| \x{a0}|\x{a0} |\n\n\n\n|[ \t]\n|[ \t]$")
# The same in raw data, where blanks set fields in and quotes are YAML's own; what an escape stands for is not seen.
_FIELD_MARKS = Trigger(r"[\"'“”‘—\t\\]|\.\.\.|и т\. [дп]|\S  +\S| \x{a0}|\x{a0} ")
# The first put a sign for a sign, so places stay and the next look at the text as it will be. Of two that would change the
# same signs the earlier one does.
_SIGN_FOR_SIGN: tuple[Finder, ...] = (signs.latin, quotes.marks, signs.dashes, signs.ranges)
_OTHERS: tuple[Finder, ...] = (
    quotes.unclosed, signs.abbreviations, signs.dots, signs.repeated, signs.capitals, blanks.twice, blanks.empty_lines,
    blanks.before, blanks.inside, blanks.tabs, blanks.double, blanks.after, blanks.trailing,
)  # fmt: skip

_SAID: dict[type[Rule], tuple[str, str]] = {
    rules.StraightQuotes: ("Слова взяты в прямые кавычки", "Напишите: {}."),
    rules.ForeignQuotes: ("Кавычки не того вида", "Напишите: {}."),
    rules.UnclosedQuote: ("У кавычки нет пары", "Поставьте вторую кавычку или удалите эту."),
    rules.Dash: ("Между словами не тире, а другой знак", "Поставьте короткое тире: {}."),
    rules.Range: ("Между числами «от» и «до» стоит дефис", "Поставьте тире: {}."),
    rules.DoubleBlank: ("Между словами больше одного пробела", "Оставьте один: {}."),
    rules.BlankBefore: ("Перед знаком препинания стоит пробел", "Удалите пробел: {}."),
    rules.BlankInside: ("Скобка или кавычка отделена от слова пробелом", "Удалите пробел: {}."),
    rules.NoBlankAfter: ("После знака препинания нет пробела", "Поставьте пробел: {}."),
    rules.Abbreviation: ("Сокращение набрано без пробела или без точки", "Напишите: {}."),
    rules.Dots: ("Вместо многоточия стоят три точки", "Поставьте один знак: {}."),
    rules.RepeatedSign: ("Знак препинания повторён", "Оставьте один знак: {}."),
    rules.RepeatedWord: ("Слово написано дважды подряд", "Оставьте одно: {}."),
    rules.LatinLetter: ("В русском слове латинская буква", "Наберите слово заново русскими буквами: {}."),
    rules.CapsLock: ("Несколько слов подряд набраны заглавными буквами", "Наберите обычными буквами, а главное выделите двумя звёздочками с обеих сторон."),
    rules.TrailingBlank: ("В конце строки стоят пробелы", "Удалите их."),
    rules.Tab: ("Между словами стоит табуляция", "Поставьте пробел: {}."),
    rules.BlankLines: ("Подряд идёт больше двух пустых строк", "Удалите лишние."),
}


def typography(source: Source) -> Iterator[Diagnostic]:
    """Every fault of typography in a file, one diagnostic a rule and line."""
    start = len(source.text) - len(source.body)
    body = source.text[start:]  # with the waivers, which `source.body` has lost
    woken = _woken(body, suspect=source.may_body(_MAYBE_SUSPECT), marks=source.may_body(_MARKS), layout=True) if body else set()
    spots = _moved(_found(body, woken), start) if woken else []
    if _fields_woken(source, source.text[:start]):
        strings = [(path, text) for path, text in strings_of(source.values) if not text.isascii()]  # the others are codes and addresses
        if _woken(f"\n{EDGE}\n".join(text for _, text in strings)):
            spots += _in_fields(source, strings)
    if spots:
        yield from _diagnostics(source, spots)


def _woken(text: str, *, suspect: bool = True, marks: bool = True, layout: bool = False) -> set[Finder]:
    """The finders a text must be shown to; `layout` is for texts whose line ends and empty lines an editor made.

    Without `suspect` it is known that no suspicious signs stand beside each other, without `marks` that none of `_SIGNS` does.
    """
    woken: set[Finder] = {finder for finder, signs_of in _SIGNS for mark in signs_of if mark in text} if marks else set()
    if suspect and _SUSPECT.search(text):
        woken.update(_WOKEN)
    if _odd_quotes(text):
        woken.update((quotes.marks, quotes.unclosed))
    if _repeats(text.split()):
        woken.add(blanks.twice)
    if layout and marks and ("\n\n\n\n" in text or " \n" in text or "\t\n" in text or text.endswith((" ", "\t"))):
        woken.update((blanks.trailing, blanks.empty_lines))
    return woken


def _fields_woken(source: Source, front: str) -> bool:
    """Whether some field may have a fault, as far as its raw text tells."""
    return source.may_front(_MAYBE_SUSPECT) or source.may_front(_FIELD_MARKS) or _odd_quotes(front) or _repeats(front.split())


def _repeats(words: list[str]) -> bool:
    """Whether some word stands twice in a row."""
    return any(one[-1].isalpha() for one in compress(words, map(eq, words, words[1:])))


def _odd_quotes(text: str) -> bool:
    """Whether some « is not followed by its » on the same line, before the next one."""
    first, *rest = text.split("«")
    return "»" in first or any(part.count("»") != 1 or part.find("\n", 0, part.find("»")) >= 0 for part in rest)


def _found(text: str, woken: set[Finder]) -> list[Spot]:
    """What the finders see in a text."""
    prose = masked(text)
    found: list[Spot] = []
    for finder in _SIGN_FOR_SIGN:
        if finder in woken:
            found = apart(text, (*found, *finder(prose)))
            prose = changed(prose, (one for spot in found for one in spot.changes if len(one[2]) == one[1] - one[0]))
    return apart(text, chain(found, *(finder(prose) for finder in _OTHERS if finder in woken)))


def _moved(spots: Iterable[Spot], by: int) -> list[Spot]:
    return [replace(spot, start=spot.start + by, end=spot.end + by, changes=tuple((a + by, b + by, new) for a, b, new in spot.changes)) for spot in spots]


def _in_fields(source: Source, strings: list[tuple[_Path, str]]) -> list[Spot]:
    """What the finders see in the fields. A value written with escapes cannot be mended by place and is only shown."""
    found: list[Spot] = []
    lines: Lines | None = None
    for path, text in strings:
        woken = _woken(text)
        if not woken or not _found(text, woken):
            continue
        lines = lines or Lines(source.text)
        place = source.spans.of(path)
        start, end = lines.offset(place.line, place.column), lines.offset(*place.end)
        raw = source.text[start:end]
        shift, inner = _inner(raw)
        if inner.split() == text.split():
            spots = _found(inner, _woken(inner))
            if raw == inner:
                spots = [spot if _stays_plain(inner, spot) else replace(spot, changes=(), words=shown(inner, spot)) for spot in spots]
            found += _moved(spots, start + shift)
        else:
            end = min(end, source.text.find("\n", start) % (len(source.text) + 1))
            found += [Spot(spot.rule, start, end, words=shown(text, spot) if spot.changes else "") for spot in _found(text, woken)]
    return found


def _inner(raw: str) -> tuple[int, str]:
    """The words of a scalar as they are written, and where they begin: without quotes, without the head of a block."""
    if raw[:1] in ("|", ">"):
        head = raw.find("\n") + 1
        return head, raw[head:]
    if len(raw) > 1 and raw[0] in "\"'" and raw[-1] == raw[0]:
        return 1, raw[1:-1]
    return 0, raw


def _stays_plain(raw: str, spot: Spot) -> bool:
    """Whether YAML still reads a value without quotes as one text after the change."""
    after = changed(raw, spot.changes)
    return all(after.count(mark) <= raw.count(mark) for mark in (": ", " #")) and not after.endswith(":")


def _diagnostics(source: Source, spots: list[Spot]) -> Iterator[Diagnostic]:
    text = source.text
    lines = Lines(text)
    place = partial(lines.place, source.path)
    for (rule, _), here in by_line(spots, lines.line).items():
        message, hint = _SAID[rule]
        first = here[0]
        edits = tuple(Edit(place(a, b), new) for spot in here for a, b, new in spot.changes)
        more = f" – {count(len(here), ('место', 'места', 'мест'))} в строке" if len(here) > 1 else ""
        fix = Fix("Поправить набор текста", edits) if edits else None
        yield rule.at(place(first.start, first.end), f"{message}{more}.", _hint(hint, text, first), fix)


def _hint(hint: str, text: str, spot: Spot) -> str:
    """The hint with the words as they should be."""
    words = spot.words or (shown(text, spot) if spot.changes else "")
    if "{}" in hint and not words:
        return "Оставьте одно или разделите их запятой."
    return hint.format(words if "«" in words else f"«{words}»")
