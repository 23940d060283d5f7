"""Signs nobody sees or nobody typed: found, named, placed, and taken out where that changes nothing one can see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.fixes import fixed
from generator.load.decode import decode
from generator.load.signs import MOST

# Text, what is found, and the text after the fix (None: no fix).
CASES = [
    ("нас\u00adтавник", ["F024:1:4"], "наставник"), ("нас\u200bтавник\u200b", ["F024:1:4"], "наставник"), ("раз\n\ufeffдва", ["F024:2:1"], "раз\nдва"),
    ("слово\u2060 и\u200e ещё", ["F024:1:6"], "слово и ещё"), ("а\u200dб", ["F024:1:2"], "аб"), ("раз\u2028два", ["F024:1:4"], "раз два"), ("раз\u2029два", ["F024:1:4"], "раз два"),
    ("раз\x0bдва", ["F004:1:4"], "раз два"), ("раз\x0cдва", ["F004:1:4"], "раз два"), ("кое\x1eгде", ["F004:1:4"], "кое-где"), ("нас\x1fтавник", ["F004:1:4"], "наставник"),
    ("а\x00б", ["F004:1:2"], None), ("а\x1b[31mб", ["F004:1:2"], None), ("а\x0bб\x00в", ["F004:1:2"], None), ("а\x85б", ["F004:1:2"], None), ("\n\nдв\x08а", ["F004:3:3"], None),
    ("доступ\u202eтпецх", ["F025:1:7"], None), ("а \u2066б\u2069", ["F025:1:3"], None),
    ("\uf0b7 лист\n\uf0b7\tплан", ["F026:1:1", "F026:2:1"], "- лист\n- план"), ("лист \uf0fc план", ["F026:1:6"], None), ("  \uf0a7\u00a0лист", ["F026:1:3"], "  - лист"),
    ("урок\ufffd", ["F027:1:5"], None), ("?????? ?????", ["F027:1:1"], None), ("Что??? Да???", [], None), ("Что?? Как?", [], None),
    ("и\u0306од", ["F045:1:2"], "йод"), ("Е\u0308лка и чаи\u0306", ["F045:1:2"], "Ёлка и чай"), ("за\u0301мок", [], None), ("е\u0301", [], None),
    ("👩\u200d🏫 учит ❤\ufe0f", [], None), ("«ёлочки» – тире … № 5\u00a0%", [], None), ("\t", [], None),
    ("РќР°СЃС‚Р°РІРЅРёРє", ["F028:1:1"], "Наставник"), ("Тут\n\nРќР°СЃС‚Р°РІРЅРёРє Рё СѓСЂРѕРє", ["F028:3:1"], "Тут\n\nНаставник и урок"),
    ("ÐŸÑ€Ð°ÐºÑ‚Ð¸ÐºÐ°", ["F028:1:1"], "Практика"), ("Р\u0098РґРµСЏ СѓСЂРѕРєР°", ["F028:1:1"], "Идея урока"), ("Íàñòàâíèê", ["F028:1:1"], "Наставник"), ("╨╜╨░╤Б╤В╨░╨▓╨╜╨╕╨║", ["F028:1:1"], "наставник"),
    ("Résumé, Malmö, naïveté, Åå", [], None), ("РС ОС СССР РФ", [], None), ("Слово «РќР°СЃС‚Р°РІ»", ["F028:1:8"], None),
    ("<<<<<<< HEAD\nа\n=======\nб\n>>>>>>> x", ["F030:1:1"], None), ("а\n>>>>>>> x", ["F030:2:1"], None), ("Цель\n=======\n\n> > > цитата", [], None), ("<<<<<<< а\nб\n||||||| в\nг\n=======\nд\n>>>>>>> е", ["F030:1:1"], None),
]  # fmt: skip


def told(text: str) -> list[str]:
    """Rules, lines and columns found in a text."""
    return [f"{item.rule}:{item.place.line}:{item.place.column}" for item in decode("f", text.encode())[1]]


@pytest.mark.parametrize(("text", "expected", "mended"), CASES)
def test_sign(text: str, expected: list[str], mended: str | None) -> None:
    """The rule at the exact place; the fix takes out the sign and nothing else, and then nothing is left to say."""
    read, found = decode("f", text.encode())
    assert read == text
    assert told(text) == expected
    assert fixed(text, found) == (text if mended is None else mended)
    if mended is not None:
        assert told(mended) == []


def test_hidden_sign_is_told_with_its_word() -> None:
    """Nobody can find what nobody sees, so the word around it is named, without the sign."""
    assert "В слове «наставник»" in decode("f", "мой нас\u00adтавник".encode())[1][0].message


def test_many_controls_are_one_fault() -> None:
    """What is no text is told of once."""
    assert told("\x01я" * (MOST + 1)) == ["F004:1:1"]


@given(st.text(st.sampled_from("аи\u0306\u00ad\u200b\x0b\x1e\uf0b7\ufeff \n-е\u0308Р°СЃС‚Р°РІ\u2028"), max_size=60))
def test_fixing_twice_is_fixing_once(text: str) -> None:
    """Mending to the end takes two runs at most, and leaves nothing that could be mended."""
    for _ in range(3):
        read, found = decode("f", text.encode())
        assert read is not None
        text = fixed(read, found)
    assert not any(item.fix for item in decode("f", text.encode())[1])
