"""What a person writes in a field, what is said of it, and what a safe fix makes of it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.diagnostics.fixes import fixed
from generator.load.marked_yaml import Spans, Value, read_yaml
from generator.load.source import Source, parse_source
from generator.load.walk import classify
from generator.schema import Vocabularies, kind, read_vocabularies
from generator.schema.shape import Shape
from tests.sites import ROOT

CARDS = {
    "practice": "practices/primer/index.md",
    "school": "content/schools/primer/index.md",
    "event": "content/events/2027-02-10-seminar.md",
}
NO_FIX = None


@cache
def vocabularies() -> Vocabularies:
    """The vocabularies of the shipped bank."""
    files = sorted((ROOT / "content/vocabulary").glob("*.yml"))
    values = ((file.stem, read_yaml(file.name, file.read_text(encoding="utf-8"))[0]) for file in files)
    return read_vocabularies((name, value) for name, value in values if isinstance(value, dict))


@cache
def shape(name: str) -> Shape:
    """The checker of a kind with those vocabularies."""
    return Shape(kind(name), vocabularies())


def checked(name: str, text: str) -> list[Diagnostic]:
    """What is said of a file with these fields, missing ones aside."""
    source, found = parse_source(classify(CARDS[name]), text.encode())
    assert source is not None, found
    return [item for item in shape(name).check(source) if item.rule != "F101"]


def card(lines: str) -> str:
    """A file with these fields."""
    return f"---\n{lines}\n---\n\nТекст.\n"


PRACTICE = [
    # dates
    ("updated: 01.09.2026", "F109", "updated: 2026-09-01"), ("updated: 01.09.26", "F109", "updated: 2026-09-01"), ("updated: 1.9.2026", "F109", "updated: 2026-09-01"),
    ("updated: 2026/09/01", "F109", "updated: 2026-09-01"), ("updated: 2026.9.1", "F109", "updated: 2026-09-01"), ("updated: 2026-9-1", "F109", "updated: 2026-09-01"),
    ("updated: 1 сентября 2026", "F109", "updated: 2026-09-01"), ("updated: 1 сент. 2026 г.", "F109", "updated: 2026-09-01"), ("updated: 31 мая 2026 года", "F109", "updated: 2026-05-31"),
    ("updated: '01.09.2026'", "F109", "updated: 2026-09-01"), ("updated: 20260901", "F109", "updated: 2026-09-01"), ("updated: 2026–09–01", "F109", "updated: 2026-09-01"),
    ("updated: 01.09.2026 г.", "F109", "updated: 2026-09-01"), ("updated: 31.02.2026", "F109", NO_FIX), ("updated: 2026-02-30", "F109", NO_FIX), ("updated: сентябрь 2026", "F109", NO_FIX),
    ("updated: 2026", "F109", NO_FIX), ("updated: 1.9", "F109", NO_FIX), ("updated: вчера", "F109", NO_FIX), ("updated: 01.09.1026", "F109", NO_FIX),
    ("updated: 22.11.26", "F109", "updated: 2026-11-22"), ("updated: 01/09/26", "F109", "updated: 2026-09-01"), ("updated: 1-9-26", "F109", "updated: 2026-09-01"),
    ("updated: 22.11.26 г.", "F109", "updated: 2026-11-22"), ("updated: 26-11-01", "F109", NO_FIX), ("updated: 26/09/01", "F109", NO_FIX), ("updated: 26.09.01", "F109", NO_FIX),
    ("updated: 10-11-12", "F109", NO_FIX), ("updated: 10.11.12", "F109", NO_FIX), ("updated: 26.11.22", "F109", NO_FIX), ("updated: 22-08-30", "F109", NO_FIX), ("updated: 22/08/30 г.", "F109", NO_FIX),
    ("updated: 1\u00a0ноября\u00a02026", "F109", "updated: 2026-11-01"), ("updated: 01.11.2026\u00a0г.", "F109", "updated: 2026-11-01"), ("updated: 1\u202fноября 2026\u00a0года", "F109", "updated: 2026-11-01"),
    # numbers for text, text for numbers, yes and no
    ("title: 20262026202", "F103", 'title: "20262026202"'), ("title: 1.50", "F103", 'title: "1.50"'), ("evidence: '2'", "F103", "evidence: 2"), ("evidence: «2»", "F103", "evidence: 2"),
    ("evidence: 2.0", "F103", "evidence: 2"), ("evidence: отзывы участников", "F103", "evidence: 1"), ("evidence: 2.5", "F103", NO_FIX), ("evidence: '2,5'", "F103", NO_FIX), ("cost_level: низкая", "F103", "cost_level: 2"),
    ("effort: {mentor_hours_month: '4,5', mentee_hours_month: 6 часов}", "F103 F103", "effort: {mentor_hours_month: 4.5, mentee_hours_month: 6}"),
    ("effort: {mentor_hours_month: 4,5, mentee_hours_month: 6}", "F103", "effort: {mentor_hours_month: 4.5, mentee_hours_month: 6}"),
    ("effort: {mentor_hours_month: 4, mentee_hours_month: 6,5}", "F103", "effort: {mentor_hours_month: 4, mentee_hours_month: 6.5}"),
    ("effort: {mentor_hours_month: много, mentee_hours_month: 6}", "F103", NO_FIX),
    # terms
    ("duration: 6 недель", "F103", "duration: {value: 6, unit: week}"), ("duration: полгода", "F103", "duration: {value: 6, unit: month}"), ("duration: 3 месяца", "F103", "duration: {value: 3, unit: month}"),
    ("duration: три мес.", "F103", "duration: {value: 3, unit: month}"), ("duration: год", "F103", "duration: {value: 1, unit: year}"), ("duration: 2 года", "F103", "duration: {value: 2, unit: year}"),
    ("duration: две недели", "F103", "duration: {value: 2, unit: week}"), ("duration: 10 дней", "F103", "duration: {value: 10, unit: day}"), ("duration: 8 часов", "F103", "duration: {value: 8, unit: hour}"),
    ("duration: полтора года", "F103", "duration: {value: 18, unit: month}"), ("duration: 6", "F103", NO_FIX), ("duration: учебный год", "F103", NO_FIX), ("duration: долго", "F103", NO_FIX),
    ("duration: 6\u00a0месяцев", "F103", "duration: {value: 6, unit: month}"), ("duration: пол\u00a0года", "F103", "duration: {value: 6, unit: month}"),
    ("duration: {value: 6, unit: недель}", "F104", "duration: {value: 6, unit: week}"), ("duration: {value: 6, unit: months}", "F104", "duration: {value: 6, unit: month}"),
    ("duration: {value: 6, unit: неделя}", "F104", "duration: {value: 6, unit: week}"), ("duration: {value: шесть, unit: week}", "F103", NO_FIX), ("duration: {value: '6', unit: week}", "F103", "duration: {value: 6, unit: week}"),
    # lists
    ("keywords: уроки, связь; лист", "F103", "keywords: [уроки, связь, лист]"), ("keywords: [уроки; связь; лист]", "F106", "keywords: [уроки, связь, лист]"),
    ("topic: metodika", "F103", "topic: [metodika]"), ("topic: методика обучения", "F103", "topic: [metodika]"), ("topic: metodika, urochnaya", "F103", "topic: [metodika, urochnaya]"),
    ("topic: [metodika; urochnaya]", "F104", "topic: [metodika, urochnaya]"), ("topic: '[metodika, urochnaya]'", "F103", "topic: [metodika, urochnaya]"),
    ("mentee_group: опытный педагог, осваивающий новое", "F103", "mentee_group: [opytnyj-novoe]"), ("keywords: 2026", "F103", 'keywords: ["2026"]'), ("topic: []", "F106", NO_FIX),
    ("links: {url: 'https://a.example/', title: Описание, checked_at: 2026-01-01}", "F103", "links: [{url: 'https://a.example/', title: Описание, checked_at: 2026-01-01}]"),
    ("links: https://a.example/", "F103", NO_FIX), ("form: [pedagog-pedagog]", "F103", "form: pedagog-pedagog"), ("form: [pedagog-pedagog, partner-pedagog]", "F103", NO_FIX),
    # values of vocabularies
    ("form: Педагог – педагог", "F104", "form: pedagog-pedagog"), ("deficit: [методические]", "F104", "deficit: [metodicheskie]"), ('deficit: ["методические"]', "F104", "deficit: [metodicheskie]"),
    ("deficit: [методических]", "F104", NO_FIX), ("license: CC BY 4.0", "F104", "license: cc-by-4.0"), ("license: СС-BY-4.0", "F104", "license: cc-by-4.0"), ("status: черновик", "F104", "status: draft"),
    ("status: вкфае", "F104", "status: draft"), ("status: dratf", "F104", NO_FIX), ("status: готово", "F104", NO_FIX), ("origin: Описание метода", "F104", "origin: methodical"), ("license: 4.0", "F103", NO_FIX),
    ("school_context: [сельской]", "F104", NO_FIX), ("school_context: [сельская]", "F104", "school_context: [selskaya]"),
    # keys
    ("Название: Взаимопосещение уроков", "F102", "title: Взаимопосещение уроков"), ("stаtus: draft", "F102", "status: draft"), ("ыефегы: draft", "F102", "status: draft"),
    ('"Статус": draft', "F102", "status: draft"), ("keyword: [уроки, связь, лист]", "F102", NO_FIX), ("tilte: Взаимопосещение", "F102", NO_FIX), ("чужое: 1", "F102", NO_FIX),
    ("Статус: draft\nstatus: draft", "F102", NO_FIX), ("Статус: draft\nСТАТУС: draft", "F102 F102", "status: draft\nСТАТУС: draft"),
    ("authors: Команда школы", "F103", "authors: [{display: Команда школы}]"), ("value: 6", "F113", NO_FIX), ("duration: {value: 6, unit: week, status: draft}", "F113", NO_FIX),
    # empty and repeated
    ("subject:\nstatus: draft", "F114", "status: draft"), ("subject: # потом\nstatus: draft", "F114", NO_FIX), ("license:\nstatus: draft", "F114", NO_FIX),
    ("topic: [metodika, metodika]", "F111", "topic: [metodika]"), ("topic: [metodika, urochnaya, metodika, metodika]", "F111 F111", "topic: [metodika, urochnaya]"),
    ("topic:\n  - metodika\n  - metodika\nstatus: draft", "F111", "topic:\n  - metodika\nstatus: draft"), ("topic: [metodika,\n  metodika]", "F111", NO_FIX),
    # addresses
    ("links: [{url: www.a.example/b, title: Описание, checked_at: 2026-01-01}]", "F108", "links: [{url: https://www.a.example/b, title: Описание, checked_at: 2026-01-01}]"),
    ("links: [{url: school.ru, title: Описание, checked_at: 2026-01-01}]", "F108", "links: [{url: https://school.ru, title: Описание, checked_at: 2026-01-01}]"),
    ("links: [{url: http://school.ru, title: Описание, checked_at: 2026-01-01}]", "F108", NO_FIX), ("links: [{url: plan.pdf, title: Описание, checked_at: 2026-01-01}]", "F108", NO_FIX),
    ("links: [{url: 'htps://school.ru/a', title: Описание, checked_at: 2026-01-01}]", "F108", "links: [{url: https://school.ru/a, title: Описание, checked_at: 2026-01-01}]"),
]  # fmt: skip

SCHOOL = [
    ("demo: да", "F103", "demo: true"), ("demo: нет", "F103", "demo: false"), ("demo: 'true'", "F103", "demo: true"), ("demo: 1", "F103", "demo: true"), ("demo: может быть", "F103", NO_FIX),
    ("site: school.example", "F108", "site: https://school.example"), ("site: http://school.example", "", NO_FIX), ("Муниципалитет: gorod-smolensk", "F102", "municipality: gorod-smolensk"),
    ("municipality: г. Смоленск", "F104", "municipality: gorod-smolensk"), ("municipality: Вязьма", "F104", "municipality: vyazemskij"), ("type: школа", "F104", "type: obshcheobrazovatelnaya"),
    ("documents: [{title: Приказ, kind: prikaz-vnedrenie, date: 2022-08-30, file: a.pdf, number: 112}]", "F103", 'documents: [{title: Приказ, kind: prikaz-vnedrenie, date: 2022-08-30, file: a.pdf, number: "112"}]'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "written", "rules", "mended"),
    [*(("practice", *row) for row in PRACTICE), *(("school", *row) for row in SCHOOL)],
    ids=lambda value: str(value)[:40],
)
def test_what_is_written_and_what_it_becomes(name: str, written: str, rules: str, mended: str | None) -> None:
    """Each common way of writing a value gets its rule, and a fix where it is sure; a mended file needs no word."""
    found = checked(name, card(written))
    assert " ".join(item.rule for item in found) == rules
    assert all(item.message and item.hint for item in found)
    assert fixed(card(written), found) == card(mended if mended is not None else written)
    if mended is not None:
        assert [item.rule for item in checked(name, card(mended)) if item.rule not in ("F105", "F106") and not mended.endswith("СТАТУС: draft")] == []


WORDS = st.sampled_from(
    [
        "6 недель",
        "да",
        "4,5",
        "01.09.2026",
        "www.a.example",
        "a; b",
        "методика",
        "CC BY",
        "x: 1",
        '"',
        "'",
        "[a",
        "null",
        "2026",
        "#",
        "- a",
        "ы" * 90,
        "«ёлочки»",
        "true",
    ]
)


@given(
    st.sampled_from(sorted(kind("practice").document["properties"])),
    WORDS | st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30),
)
def test_fixes_end(key: str, value: str) -> None:
    """Whatever stands in whatever field, fixing a few times comes to a text that fixing does not change, and that is still read."""
    text = card(f"{key}: {value}")
    for _ in range(4):
        source, _ = parse_source(classify(CARDS["practice"]), text.encode())
        if source is None:
            return
        after = fixed(text, shape("practice").check(source))
        if after == text:
            return
        text = after
        assert parse_source(classify(CARDS["practice"]), text.encode())[0] is not None
    raise AssertionError(text)


def test_field_of_another_level_is_told_where_it_belongs() -> None:
    """`value` beside `duration` is told to go into it, `status` inside it to come out."""
    (inner,) = checked("practice", card("value: 6"))
    assert (inner.message, inner.hint) == ("Поле «value» стоит не там: оно пишется внутри «duration».", "Перенесите его внутрь «duration».")
    (outer,) = checked("practice", card("duration: {value: 6, unit: week, status: draft}"))
    assert outer.message == "Поле «status» стоит не там: оно пишется на верхнем уровне."


def test_fault_is_told_once() -> None:
    """A renamed field is not missing as well; a value of the wrong type is not outside the list as well; a field too many is only that."""
    source, _ = parse_source(classify(CARDS["practice"]), card("Статус: draft\nlicense: 4.0\norigin: methodical\nstage: нет").encode())
    assert source is not None
    found = shape("practice").check(source)
    assert sorted(item.rule for item in found if item.rule != "F101") == ["F102", "F103", "F110"]
    assert not [item for item in found if item.rule == "F101" and "(status)" in item.message]


def test_hint_of_a_missing_inner_field_has_its_example() -> None:
    """An example is found for the fields of groups too."""
    found = checked("practice", card("duration: {value: 6}"))
    source, _ = parse_source(classify(CARDS["practice"]), card("duration: {value: 6}").encode())
    assert source is not None
    assert found == []
    assert [item.hint for item in shape("practice").check(source) if "(unit)" in item.message] == ["Добавьте строку: unit: month"]


def test_immense_records_are_still_explained() -> None:
    """Lists and mappings of a hundred thousand entries give some hundreds of diagnostics, not as many as there are faults."""
    words: list[Value] = [f"слово{number}" for number in range(100_000)]
    values: dict[str, Value] = {f"k{number}": 1 for number in range(100_000)}
    entry = classify(CARDS["practice"])
    unknown = shape("practice").check(Source(entry, values, Spans(entry.path)))
    assert 0 < len([item for item in unknown if item.rule == "F102"]) <= 200
    found = shape("practice").check(Source(entry, {"topic": words, "keywords": words, "status": "ы" * 100_000}, Spans(entry.path)))
    assert 0 < len(found) <= 400
    long = shape("practice").check(Source(entry, {"keywords": words}, Spans(entry.path)))
    assert any("100000" in item.message for item in long)
    assert max(len(item.message) for item in found) < 300


def test_fault_at_the_end_of_an_immense_list_is_found() -> None:
    """The first thousands of entries are right, the last is not."""
    terms: list[Value] = [{"id": f"t{number}", "label": "слово"} for number in range(6_000)]
    terms.append({"id": "t", "label": 5})
    entry = classify("content/vocabulary/topics.yml")
    values: dict[str, Value] = {"title": "Тематика работы", "description": "Вопросы, по которым работает пара.", "terms": terms}
    assert [item.rule for item in Shape(kind("vocabulary"), {}).check(Source(entry, values, Spans(entry.path)))] == ["F103"]
