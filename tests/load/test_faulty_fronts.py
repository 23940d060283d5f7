"""Fields as people who do not know YAML write them: each slip has its rule and its own line, and no slip is blamed for another."""

from __future__ import annotations

import pytest

from generator.diagnostics import Severity
from generator.diagnostics.fixes import fixed
from generator.load.marked_yaml import read_yaml
from generator.load.source import parse_source
from generator.load.walk import classify

NEWS = classify("content/schools/a/news/b.md")

# Fields, then what is found: a rule and the line of the fields it stands on, from 1.
FAULTY = [
    # No colon with a blank.
    ("title: Опыт\nstatus:published\nlevel: a", ["F040:2"]),
    ("status:published\ntitle: Опыт", ["F040:1"]),
    ("title: Опыт\nstatus:published", ["F040:2"]),
    ("title:Опыт\nstatus:published\nlevel:a", ["F040:1", "F040:2", "F040:3"]),
    ("title: Опыт\nstatus:\u00a0published\nlevel: a", ["F040:2"]),
    ("title:\u00a0Опыт\nlevel: a", ["F040:1"]),
    ("title: Опыт\nstatus:\u2009published", ["F040:2"]),
    ("title: Опыт\nstatus：published\nlevel: a", ["F040:2"]),
    ("title: Опыт\nstatus： published", ["F040:2"]),
    ("title: Опыт\nstatus = published\nlevel: a", ["F040:2"]),
    ("title: Опыт\nstatus=published", ["F040:2"]),
    ("title: Опыт\nstatus => published\nlevel: a", ["F040:2"]),
    ("title: Опыт\nstatus – published\nlevel: a", ["F040:2"]),
    ("title: Опыт\nstatus — published", ["F040:2"]),
    ("title: Опыт\nstatus - published\nlevel: a", ["F040:2"]),
    ("title: Опыт\nstatus; published\nlevel: a", ["F040:2"]),
    ("duration:\n  value:6\n  unit: month", ["F040:2"]),
    ("duration:\n  value: 6\n  unit:month", ["F040:3"]),
    ("duration: {value:6, unit: month}", ["F040:1"]),
    ("duration: {value: 6, unit:month}", ["F040:1"]),
    ("steps:\n  - who:педагог\n    when: май", ["F040:2"]),
    ("title Опыт\nlevel: a", ["F040:1"]),
    ("level: a\ntitle Опыт", ["F040:2"]),
    ("level: a\nНазвание – Опыт", ["F044:2"]),
    # Quotes.
    ('title: "Опыт\nstatus: published', ["F033:1"]),
    ("title: 'Опыт\nstatus: published", ["F033:1"]),
    ('level: a\ntitle: "Опыт', ["F033:2"]),
    ('title: "Опыт\nstatus: published\nform: "x"', ["F033:1"]),
    ('title: "Опыт\nstatus: "published"', ["F033:1"]),
    ('title: "Опыт\nstatus: published\nkeywords: ["а", "б"]', ["F033:1"]),
    ('title: "Опыт\nstatus: published\nform: x"', ["F033:1"]),
    ("title: 'Опыт\nstatus: published\nform: 'x'", ["F033:1"]),
    ('title: "Опыт\n  и практика\nstatus: published', ["F033:1"]),
    ('keywords:\n  - "а\n  - б', ["F033:2"]),
    ('keywords: ["а, "б"]\nlevel: a', ["F033:1"]),
    ('title: "А" и «Б»', ["F007:1"]),
    ('level: a\ntitle: "А" и "Б"', ["F007:2"]),
    ("title: 'А' и Б\nlevel: a", ["F007:1"]),
    ('title: "А", "Б"\nlevel: a', ["F007:1"]),
    ("title: 'Д'Артаньян'", ["F007:1"]),
    ('title: "Школа \\Наставник"', ["F007:1"]),
    ('title: "C:\\карты"\nlevel: a', ["F007:1"]),
    # A colon in the value.
    ("title: Урок: как", ["F007:1"]),
    ("title: Урок: как\nlevel: a\nnote: Тема: урок", ["F007:1", "F007:3"]),
    ("title: Урок:\nlevel: a: b", ["F007:1", "F007:2"]),
    ("title: «Урок: как»\nlevel: a", ["F007:1"]),
    ("keywords:\n  - а\n  - б: в: г", ["F007:3"]),
    ("status: published origin: methodical\nlevel: a", ["F007:1"]),
    # A value that begins with a sign.
    ("title: @школа", ["F007:1"]),
    ("title: `код`\nlevel: a", ["F007:1"]),
    ("title: %процент", ["F007:1"]),
    ("title: - пункт\nlevel: a", ["F007:1"]),
    ("title: -", ["F007:1"]),
    ("title: ? вопрос", ["F007:1"]),
    ("title: > 5 лет\nlevel: a", ["F007:1"]),
    ("title: | чертёж\nlevel: a", ["F007:1"]),
    ("title: ] опыт\nlevel: a", ["F007:1"]),
    ("title: , опыт\nlevel: a", ["F007:1"]),
    ("title: *STEM для учителей", ["F011:1"]),
    ("title: * важно", ["F011:1"]),
    ("title: &Опыт наставника", ["F011:1"]),
    ("title: !Важно для всех", ["F011:1"]),
    ("level: a\ntitle: & опыт", ["F011:2"]),
    ("a: &x [1, 2]\nb: *x", ["F011:1"]),
    ("a: !!python/object:os.system x", ["F011:1"]),
    ("keywords:\n  - @школа\n  - б", ["F007:2"]),
    # Brackets.
    ("title: [Опыт] наставника", ["F007:1"]),
    ("title: {Опыт} наставника\nlevel: a", ["F007:1"]),
    ("topic: [metodika, urok\nlevel: a", ["F043:1"]),
    ("level: a\ntopic: [metodika", ["F043:2"]),
    ("level: a\ntopic: [metodika,\n  urok\nform: b", ["F043:2"]),
    ("duration: {value: 6, unit: month\nlevel: a", ["F043:1"]),
    ("duration: {value: 6, unit: [month}\nlevel: a", ["F043:1"]),
    ("topic: [metodika, urok}\nlevel: a", ["F043:1"]),
    ("topic: [metodika, urok]]\nlevel: a", ["F043:1"]),
    ("topic: [metodika],\nlevel: a", ["F043:1"]),
    ("topic: [metodika,, urok]\nlevel: a", ["F043:1"]),
    ("topic: [, metodika]\nlevel: a", ["F043:1"]),
    ("topic: [[a, b]\nlevel: a", ["F043:1"]),
    # Lists.
    ("keywords:\n  – а\n  – б", ["F042:2", "F042:3"]),
    ("keywords:\n  — а\n  — б\nlevel: a", ["F042:2", "F042:3"]),
    ("keywords:\n  • а\n  • б", ["F042:2", "F042:3"]),
    ("keywords:\n  * а\n  * б", ["F042:2", "F042:3"]),
    ("keywords:\n  1. а\n  2. б", ["F042:2", "F042:3"]),
    ("keywords:\n  1) а\n  2) б", ["F042:2", "F042:3"]),
    ("keywords:\n  -а\n  -б", ["F042:2", "F042:3"]),
    ("keywords:\n-а\n-б\nlevel: a", ["F042:2", "F042:3"]),
    ("keywords:\n  - а\n  – б", ["F042:3"]),
    ("keywords:\n  - а\n  -б\nlevel: a", ["F042:3"]),
    ("keywords:\n  -\u00a0а\n  - б", ["F042:2"]),
    ("keywords: а\n  - б", ["F042:2"]),
    # Indents.
    ("keywords:\n\t- а\n\t- б", ["F041:2", "F041:3"]),
    ("duration:\n\tvalue: 6\n\tunit: month\nlevel: a", ["F041:2", "F041:3"]),
    ("duration:\n  value: 6\n\tunit: month", ["F041:3"]),
    ("duration:\n\u00a0\u00a0value: 6\n  unit: month", ["F041:2"]),
    ("title: Опыт\n level: a", ["F041:2"]),
    ("title: Опыт\n  level: a\nform: b", ["F041:2"]),
    (" title: Опыт\nlevel: a\nform: b", ["F041:1"]),
    ("duration:\n  value: 6\n unit: month", ["F041:3"]),
    ("duration:\n  value: 6\n    unit: month", ["F041:3"]),
    ("duration:\n    value: 6\n  unit: month\nlevel: a", ["F041:3"]),
    ("keywords:\n  - а\n - б", ["F041:3"]),
    ("keywords:\n  - а\n    - б", ["F041:3"]),
    ("keywords:\n  - а\n   - б\nlevel: a", ["F041:3"]),
    ("steps:\n  - who: а\n     when: б", ["F041:3"]),
    ("steps:\n  - who: а\n   when: б\n  - who: в", ["F041:3"]),
    # A text that goes on.
    ("summary: Для учителя,\nкоторому трудно.\nlevel: a", ["F044:2"]),
    ("summary: Для учителя,\nкоторому трудно.", ["F044:2"]),
    ("summary: >-\nДля учителя.\nlevel: a", ["F044:2"]),
    ("summary: >-\n  Для учителя,\nкоторому трудно.\nlevel: a", ["F044:3"]),
    ("summary: |\n    Для учителя,\n  которому трудно.\nlevel: a", ["F041:3"]),
    ("level: a\n%YAML\nform: b", ["F044:2"]),
    # Two fields, lost words, other readers.
    ("title: Опыт\nlevel: a\ntitle: Практика", ["F008:3"]),
    ("steps:\n  - who: а\n    who: б", ["F008:3"]),
    ("duration: {value: 6, value: 7}", ["F008:1"]),
    ("a: 1\na: 1\na: 1", ["F008:2", "F008:3"]),
    ("title: Опыт #1 в школе", ["F020:1"]),
    ("level: a\ntitle: #1 в школе", ["F020:2"]),
    ("time: 15:00", ["F010:1"]),
    ("answer: no\nlevel: a", ["F010:1"]),
    ("level: =", ["F010:1"]),
    ("level: .inf", ["F010:1"]),
    ("level: 010\nform: off", ["F010:1", "F010:2"]),
    ("level: 0x1F", ["F010:1"]),
    ("level: 1_000", ["F010:1"]),
    # Signs nobody sees.
    ("\u200bstatus: published\nlevel: a", ["F024:1"]),
    ("stat\u00adus: published", ["F024:1"]),
    ("status\u200b: published", ["F024:1"]),
    ("status: published\u200b", ["F024:1"]),
    ("status: published\u00a0\nlevel: a", ["F024:1"]),
    ("title: Опыт\u202eпрактика", ["F025:1"]),
    ('title: "Опыт\\u202eпрактика"', ["F025:1"]),
    ('level: a\ntitle: "Опыт\\x1bпрактика"', ["F004:2"]),
    ('title: "Опыт\\u200bпрактика"', ["F024:1"]),
    ("title: Опыт\x00", ["F004:1"]),
    ("level: a\ntitle: Опыт\x0bпрактика", ["F004:2"]),
    ("title: Опыт \uf0b7 практика", ["F026:1"]),
    ("title: Опыт\ufffd", ["F027:1"]),
    ("title: ????? ?????", ["F027:1"]),
    ("title: РџСЂР°РєС‚РёРєР° наставника", ["F028:1"]),
    ("level: a\ntitle: ÐŸÑ€Ð°ÐºÑ‚Ð¸ÐºÐ°", ["F028:2"]),
    ("title: Ïðàêòèêà", ["F028:1"]),
    ("title: Опыт&nbsp;школы", ["F029:1"]),
    ("level: a\ntitle: &laquo;Опыт&raquo;", ["F029:2"]),
    ("title: Опыт &#171;школы", ["F029:1"]),
    ("title: коллегии\u0306", ["F045:1"]),
    ("<<<<<<< HEAD\ntitle: А\n=======\ntitle: Б\n>>>>>>> x", ["F030:1"]),
    ("level: a\n>>>>>>> x", ["F030:2"]),
    # Several at once.
    ("keywords:\n\t- а\nstatus:published\ntitle: Урок: как", ["F040:3", "F041:2", "F007:4"]),
    ('title: "Опыт\nstatus:published\ntopic: [a\nform: x', ["F040:2", "F033:1", "F043:3"]),
    ("status = a\ntitle: @б\nkeywords:\n – в", ["F042:4", "F040:1", "F007:2"]),
    # No fields at all.
    ("- а\n- б", ["F009:1"]),
    ("просто текст", ["F009:1"]),
    ("", ["F009:1"]),
    ("x: " + "[" * 30 + "]" * 30, ["F015:1"]),
]

SOUND = [
    "title: Опыт\nlevel: a", "title: «Опыт» и «Практика»", 'title: "Урок: как"', "title: 'Урок: как'", "keywords: [а, б]", "keywords:\n  - а\n  - б", "keywords:\n- а\n- б",
    "duration: {value: 6, unit: month}", "duration:\n  value: 6\n  unit: month", "summary: >-\n  Для учителя,\n  которому: трудно\n\n  и ещё", "summary: |\n  – а\n  -б\n  к:в",
    "summary: Для учителя,\n  которому трудно", "summary: Для учителя\n  – которому трудно", 'summary: "Для учителя,\n  которому трудно"', "site: https://example.ru/a?b=c#d",
    "keywords: [\n  а,\n  б,\n]", "steps:\n  - who: а\n    when: б\n  - who: в\n    when: г", "steps:\n  -\n    who: а\n  -\n    who: б", "title: Опыт – практика", "title: Опыт (1) – 5%",
    "links:\n  - https://example.ru\n  - doi:10.1000/182", "key : value", '"title": Опыт', "title: а = б", "title: № 5, 10%", "# заметка\ntitle: Опыт", "title: Опыт\n\n# заметка\nlevel: a",
    "a:\n  b:\n    c: 1\n  d: 2\ne: 3", "a:\n  - - 1\n    - 2\n  - [3]", "title: Опыт\u00a0школы", "title: 👩\u200d🏫 учит", "title: Да", "title: 'it''s'", 'title: "\\u0410"', "a: [{b: c}, {d: e}]",
    "title: a:b", "title: ул. Мира, д. 5; каб. 3", "date: 2026-10-12", "list:\n  - -5\n  - a-b", "a: >\n   глубже\n   ровно\nb: 1", "? a\n: b", "a: ''", "a:\n\nb: 1", "a: |2\n    x\n  y\nb: 1",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast way answers only where nothing is amiss: that is tested with it."""
    monkeypatch.setattr("generator.load.source.read_quickly", lambda _: None)


def told(front: str) -> list[str]:
    """Rules and lines found in a file with these fields, the lines counted from the first field."""
    _, found = parse_source(NEWS, f"---\n{front}\n---\n\nТекст.\n".encode())
    return [f"{item.rule}:{item.place.line - 1}" for item in found]


@pytest.mark.parametrize(("front", "expected"), FAULTY, ids=range(len(FAULTY)))
def test_slip_is_told_of_at_its_line(front: str, expected: list[str]) -> None:
    """Exactly the expected rules at the expected lines: nothing is missed, nothing is blamed for another's fault."""
    assert sorted(told(front)) == sorted(expected)


@pytest.mark.parametrize("front", SOUND)
def test_sound_fields_are_not_blamed(front: str) -> None:
    """Odd but sound ways to write fields give nothing."""
    assert told(front) == []


@pytest.mark.parametrize("front", [front for front, _ in FAULTY])
def test_fixes_mend_what_they_say(front: str) -> None:
    """After the safe fixes what they mended is gone, no new fault has come, and fixing once more changes nothing."""
    text = f"---\n{front}\n---\n\nТекст.\n"
    _, before = parse_source(NEWS, text.encode())
    mended = fixed(text, before)
    _, after = parse_source(NEWS, mended.encode())
    assert {(item.rule, item.place.line) for item in after} <= {(item.rule, item.place.line) for item in before}
    assert all(item.fix is None for item in after), mended
    assert len(after) <= sum(item.fix is None for item in before), mended


@pytest.mark.parametrize("front", [front for front, _ in FAULTY])
def test_value_is_read_as_the_fixed_file_reads(front: str) -> None:
    """What a run goes on with after a slip is what the mended file says."""
    text = f"---\n{front}\n---\n\nТекст.\n"
    source, before = parse_source(NEWS, text.encode())
    if (
        source
        and all(item.fix for item in before if item.severity is Severity.ERROR)
        and not {item.rule for item in before} & {"F020", "F024", "F028", "F045", "F004"}
    ):
        mended, _ = parse_source(NEWS, fixed(text, before).encode())
        assert mended
        assert mended.values == source.values


@pytest.mark.parametrize(
    ("front", "path", "line", "column"), [("a:b\nd: e", ("d",), 2, 4), ("a:b\nd: e", ("a",), 1, 3), ("a:\u00a0b", ("a",), 1, 4), ("a:\n\t- b", ("a", 0), 2, 4)]
)
def test_places_are_those_of_the_file(front: str, path: tuple[str | int, ...], line: int, column: int) -> None:
    """A value whose line was mended in memory still stands where the file has it: edits made there hit the mark."""
    _, spans, _ = read_yaml("f.md", front)
    assert (spans.of(path).line, spans.of(path).column) == (line, column)


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("text: |\n      первая\n    вторая", "Поставьте в начале 6\u00a0пробелов."),
        ("text: |\n  первая\n вторая", "Поставьте в начале 2\u00a0пробела."),
        ("text: |\n     первая\nвторая строка", "Поставьте в начале строки 5\u00a0пробелов."),
    ],
)
def test_blanks_are_counted_in_words_that_agree(fields: str, hint: str) -> None:
    """The hint names as many blanks as the block has, and its word agrees with the number."""
    _, found = parse_source(NEWS, f"---\n{fields}\n---\nТекст.\n".encode())
    assert hint in [item.hint for item in found]
