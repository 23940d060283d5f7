"""How text becomes keys on the side of the generator; tests/browser/test_engine_chain.py holds the browser to the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.render.search import chain
from tests.search import shipped

TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("абвеёийоь-ЁЙИОМaz019. «\u0301\u0308\u00ad\u2010\u2011\uf0b7🙂")), max_size=60
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Учёба, ёлка", ["учеба", "елка"]),
        ("за\u0301мок, слова\u00adрь, Й", ["замок", "словарь", "й"]),
        ("п. 5.1, №\u00a0235-ОД", ["п", "5.1", "235-од"]),
        ("учебно\u2011методический, кто\u2010то", ["учебно-методический", "кто-то"]),
        ("с 01.09.2026–2027", ["с", "01.09.2026", "2027"]),
        ("5.1. Текст 5.", ["5.1", "текст", "5"]),
        ("-од- а--б", ["од", "а", "б"]),
        ("<b>«PDF»</b>", ["b", "pdf", "b"]),
        ("\uf0b7пункт🙂пункт", ["пункт", "пункт"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Words are folded; clause numbers, dates, numbers of orders and hyphened words are whole."""
    assert list(chain.words(text)) == words


@given(TEXTS)
@example("е\u0308лка и\u0306од")
def test_composed_or_not_is_the_same(text: str) -> None:
    """A text says the same in either form of Unicode, written loudly or not, and words are words of themselves."""
    words = list(chain.words(text))
    assert list(chain.words(unicodedata.normalize("NFD", text))) == words
    for word in words:
        assert list(chain.words(word)) == [word]
        assert list(chain.words(word.upper())) == [word]


@given(st.text("абвеёиор", min_size=1, max_size=12), st.integers(0, 12), st.sampled_from(["\u0301", "\u00ad"]))
def test_stress_and_soft_hyphens_do_not_count(word: str, place: int, sign: str) -> None:
    """What a reader hardly sees changes no key; a stress mark stands after a letter."""
    place = 1 + place % len(word)
    assert list(chain.keys(word[:place] + sign + word[place:])) == list(chain.keys(word))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("235-ОД", ["235-од", "235", "од"]),
        ("учебно-методический", ["учебн-методическ", "учебн", "методическ"]),
        ("кто-то", ["кто-то"]),
        ("и в на", []),
    ],
)
def test_a_hyphened_word_is_found_whole_and_in_parts(text: str, keys: list[str]) -> None:
    """«235-ОД» by itself, by «235» and by «ОД»; parts that say nothing are left out."""
    assert list(chain.keys(text)) == keys


@given(TEXTS)
def test_keys_are_made_of_words(text: str) -> None:
    """Every key is the stem of a word of the text or of a part of one, and no word is lost but those that say nothing."""
    words = list(chain.words(text))
    allowed = {chain.key(part) for word in words for part in (word, *word.split("-"))}
    keys = list(chain.keys(text))
    assert set(keys) <= allowed
    assert {chain.key(word) for word in words if word not in chain.STOP} <= set(keys)


@pytest.mark.parametrize(
    "family",
    [
        ("наставник", "наставником", "наставничество", "наставнический"),
        ("педагог", "педагогика", "педагогический"),
        ("школа", "школьный"),
        ("родители", "родительский"),
        ("методика", "методист", "методический"),
        ("проблема", "проблему"),
        ("дефицит", "дефициты"),
        ("аттестация", "аттестовать"),
        ("оценка", "оценивание"),
    ],
)
def test_a_family_shares_its_root(family: Sequence[str]) -> None:
    """Derived words find each other through the root."""
    assert len({chain.root(chain.key(word)) for word in family}) == 1


@pytest.mark.parametrize(("one", "other"), [("наставник", "наставляемый"), ("урок", "уровень"), ("пара", "парта"), ("план", "плата"), ("учитель", "ученик")])
def test_strangers_do_not(one: str, other: str) -> None:
    """Words that only begin alike have roots of their own."""
    assert chain.root(chain.key(one)) != chain.root(chain.key(other))


@pytest.mark.parametrize(
    ("one", "other"), [("настроек", "настройка"), ("встреч", "встреча"), ("уроков", "урок"), ("оценок", "оценка"), ("учеников", "ученики")]
)
def test_letters_that_come_and_go(one: str, other: str) -> None:
    """Forms of one word that differ inside it share the twin."""
    assert chain.twin(chain.key(one)) == chain.twin(chain.key(other))


def test_a_root_begins_as_its_word() -> None:
    """Over every long word of the bank: a root begins with its letter and is no single one."""
    long = {word for document in shipped.found() for text in document.texts for word in chain.words(text) if re.fullmatch("[а-я]{5,}", word)}
    assert len(long) > 1000
    wrong = {word: root for word in long if (root := chain.root(chain.key(word)))[0] != word[0] or len(root) < 2}
    assert not wrong


def test_capitals_are_abbreviations() -> None:
    """Two to eight capitals that stand alone; what is written small too is counted by how often it was loud."""
    assert chain.capitals("По ИОМ, ИОМ и ФГОС; ПДн, Я. ЧРЕЗВЫЧАЙНО, ШМО-2") == {"иом": 2, "фгос": 1, "шмо": 1}


def test_what_says_nothing_and_what_says_little() -> None:
    """No word is both, and every one is a folded word, else it would never be met."""
    assert not chain.STOP & chain.WEAK
    assert [word for word in (*chain.STOP, *chain.WEAK) if list(chain.words(word)) != [word]] == []
