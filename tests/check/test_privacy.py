"""Personal data: the labelled set as a whole, the figures on the pages of the rules, the settings, places, odd texts."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check.privacy import personal
from generator.check.privacy.documents import is_snils, is_tax_number
from generator.diagnostics import RULES
from generator.load.source import Source, parse_source
from generator.load.walk import classify
from generator.settings import KnownPerson, Privacy
from tests.check.privacy.labelled import SETS, SETTINGS, Figures, lines, measure

WHOLE, HELD_OUT = 0.98, 0.95
FAMILY = [rule_id for rule_id in sorted(RULES) if "C001" <= rule_id < "C030"]  # the later ones look at files


@cache
def _figures(*names: str) -> Figures:
    return measure(*names)


def _source(text: str, path: str = "content/knowledge/primer.md") -> Source:
    front = "" if text.startswith("---\n") or path.endswith(".yml") else "---\ntitle: Пример\n---\n\n"
    source, faults = parse_source(classify(path), (front + text + "\n").encode())
    assert source is not None, faults
    return source


def _rules(text: str, path: str = "content/knowledge/primer.md", privacy: Privacy = SETTINGS.privacy) -> list[str]:
    allowed = type(SETTINGS)(name="Б", region="О", region_of="о", description="Б", url="https://b.example/", owner=SETTINGS.owner, privacy=privacy)
    return [item.rule for item in personal(_source(text, path), allowed)]


def test_set_is_large_enough() -> None:
    """Enough of both kinds, about a quarter of them written after the rules."""
    both = [line for name in SETS for line in lines(name)]
    later = list(lines("held_out"))
    assert sum(bool(line.spans) for line in both) >= 450
    assert sum(not line.spans for line in both) >= 1100
    assert 0.2 <= len(later) / len(both) <= 0.35
    assert len({line.text for line in both}) == len(both)


def test_whole_set() -> None:
    """Nearly everything marked is found, and nearly everything found is marked."""
    figures = _figures(*SETS)
    assert figures.recall >= WHOLE, figures.missed
    assert figures.precision >= WHOLE, figures.wrong


def test_held_out_set() -> None:
    """The rules hold on lines they were not fitted to."""
    figures = _figures("held_out")
    assert figures.recall >= HELD_OUT, figures.missed
    assert figures.precision >= HELD_OUT, figures.wrong


@pytest.mark.parametrize("rule_id", FAMILY)
def test_page_tells_measured_figures(rule_id: str) -> None:
    """What the page of a rule says of itself is what was measured."""
    (_, checked), *_ = RULES[rule_id].paragraphs()
    assert checked.endswith(_figures(*SETS).sentence(rule_id))


def test_every_rule_is_in_the_set() -> None:
    """A rule without positives has no figures."""
    assert set(_figures(*SETS).expected) == set(FAMILY)


def test_checksums() -> None:
    """The last two digits follow from those before them."""
    assert is_snils("11223344595")
    assert not is_snils("11223344596")
    assert is_tax_number("000000012373")
    assert not is_tax_number("000000001230")
    assert not is_tax_number("000000000000")


def test_place_is_the_number() -> None:
    """The span is the phone itself, and the message does not repeat it."""
    (found,) = personal(_source("Звоните: 8 910 000-45-67."), SETTINGS)
    assert (found.place.line, found.place.column, found.place.end_line, found.place.end_column) == (5, 10, 5, 25)
    assert "910" not in found.message


def test_place_of_a_name_over_two_lines() -> None:
    """A name wrapped by an editor is one finding that begins on the first line."""
    (found,) = personal(_source("Ведёт Примерова\nАнна Петровна."), SETTINGS)
    assert (found.place.line, found.place.column, found.place.end_line, found.place.end_column) == (5, 7, 6, 14)
    assert "Примеров" not in found.message


@pytest.mark.parametrize(
    ("text", "rule", "privacy"),
    [
        ("Горячая линия: +7 (4812) 00-00-01.", "C001", Privacy(phones=("8 (4812) 00-00-01",))),
        ("Пишите: priemnaya@primer.example.", "C002", Privacy(mail=("primer.example",))),
        ("Пишите: shkola5@mail.ru.", "C002", Privacy(mail=("shkola5@mail.ru",))),
        ("Приказ подписала А. П. Примерова.", "C010", Privacy(people=(KnownPerson(name="Примерова Анна Петровна", reason="подпись приказа"),))),
    ],
)
def test_settings_allow(text: str, rule: str, privacy: Privacy) -> None:
    """What the settings list is no fault, and is one without them."""
    assert _rules(text, privacy=Privacy()) == [rule]
    assert _rules(text, privacy=privacy) == []


def test_settings_do_not_allow_more_than_they_say() -> None:
    """A free service as a whole, a person's box at it, a namesake, a child: all stay faults."""
    privacy = Privacy(mail=("mail.ru", "ivanova@mail.ru"), people=(KnownPerson(name="Примерова Анна Петровна", reason="подпись приказа"),))
    assert _rules("Пишите: shkola5@mail.ru.", privacy=privacy) == ["C002"]
    assert _rules("Пишите: ivanova@mail.ru.", privacy=privacy) == ["C002"]
    assert _rules("Ведёт Примерова Ольга Ильинична.", privacy=privacy) == ["C010"]
    assert _rules("Ученица Примерова Анна Петровна опоздала.", privacy=privacy) == ["C011"]


def test_acts_keep_their_signatures() -> None:
    """An act is quoted with those who signed it; a phone in it is a phone."""
    text = "acts:\n  - {id: a, about: Подписал Примеров Иван Ильич., phone: 8 910 000-45-67}"
    assert _rules(text, "content/regulation/acts.yml") == ["C001"]
    assert _rules(text.replace("acts:", "items:"), "content/vocabulary/kinds.yml") == ["C001", "C010"]


def test_own_path_is_looked_at() -> None:
    """The address of a page is public too."""
    assert _rules("Текст.", "content/knowledge/opyt-ivanovoy.md") == ["C014"]
    assert _rules("Текст.", "content/knowledge/opyt-shkoly.md") == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="Иваноичпетрвныуск.,:;-–—()[]«»|@ \n\u00a00123456789+№/кв.ул.дтел.оглыMar_a.pdf:/", max_size=300))
def test_any_text_gives_findings_inside_it(text: str) -> None:
    """No text breaks the finders, every span lies inside the file, and a second look finds the same."""
    source = Source(classify("content/knowledge/primer.md"), {}, text=text)
    found = list(personal(source, SETTINGS))
    rows = text.split("\n")
    for item in found:
        end_line, end_column = item.place.end
        assert (item.place.line, item.place.column) <= (end_line, end_column)
        assert 1 <= item.place.line <= end_line <= len(rows)
        assert end_column <= len(rows[end_line - 1]) + 2
    assert list(personal(source, SETTINGS)) == found


def test_a_label_names_only_its_own_number() -> None:
    """The number of an organisation in one paragraph does not excuse a person's in the next."""
    assert _rules("ОГРН 1026700000000\n\n- 000031381349 – педагог") == ["C006"]
    assert _rules("ОГРН организации 304500116000157") == []


@pytest.mark.parametrize(
    ("above", "line", "found"),
    [
        ("8, 910, 000, 45, 67", "тел. 38-00-00", ["C001"]),
        ("ИНН: 79100004567", "тел. 38-00-00", ["C001"]),
        ("семь, восемь", "910-000-45-67", ["C001"]),
        ("Паспорт: серия ____ № ________", "- 000031381349 – педагог", ["C006"]),
        ("Уголовный Кодекс", "- 000031381349 – педагог", ["C006"]),
        ("Тут слово", "Диагностика Ольги Игоревны показала слабые места.", ["C013"]),
    ],
)
def test_another_paragraph_changes_nothing(above: str, line: str, found: list[str]) -> None:
    """A number or a word of one paragraph is no part of a number, a label or a name of the next."""
    assert _rules(f"{above}\n\n{line}") == found


@settings(max_examples=600, deadline=None)
@given(st.sampled_from([line for line in lines("main") if line.spans]), st.sampled_from([line for line in lines("main") if not line.spans]))
def test_neighbours_do_not_hide(one: object, two: object) -> None:
    """A clean paragraph before a line changes nothing of what is found in it."""
    first, second = getattr(one, "text", ""), getattr(two, "text", "")
    if first.startswith("---") or second.startswith("---"):
        return
    assert _rules(f"{second}\n\n{first}") == _rules(first)
