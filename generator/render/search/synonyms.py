"""Other words for the same thing.

Abbreviations and other names come from the bank's glossary; families of words without a common beginning, which no rule of
endings can join, stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import GlossaryTerm
from generator.render.search.chain import STOP, key, words

Also = tuple[str, tuple[str, ...], tuple[str, ...]]
"""What a reader is told, the keys that are looked for as well, and the keys in a query that call for them."""

_BRACKETS = re.compile(r"\s*\([^)]*\)")
_FAMILIES = """
ребенок ребята дети детский детвора
человек люди людской
год лет летний
учить ученик учащийся учеба учебный обучение обучать обучающийся
учитель учительский преподаватель педагог
урок внеурочный поурочный
оценка самооценка оценивание
анализ самоанализ анализировать
образование самообразование образовательный
развитие саморазвитие развивать
контроль самоконтроль контролировать
класс одноклассник классный внеклассный
родитель родительский мама папа семья
друг дружба подруга
помощь помочь помогать помощник поддержка
боязнь бояться страх страшно испуг
устать усталость уставать утомление выгорание
шум шумный шумно
ссора ссориться конфликт конфликтный
писать запись записать письмо
смотреть просмотр посмотреть
посещение посещать посетить взаимопосещение
спросить спрашивать вопрос опрос
ответ отвечать ответить
начать начинать начало начинающий новичок
молодой молодежь
искать поиск найти находить
хотеть хотение желание нежелание мотивация
время временной временный
мочь возможность
плохо плохой хуже
хорошо хороший лучше лучший
"""


def kept(glossary: Iterable[GlossaryTerm]) -> frozenset[str]:
    """Words of the glossary's abbreviations: they are never cut to a stem («ПДн»)."""
    return frozenset(word for term in glossary for word in words(term.abbreviation) if not word.isdigit())


def families() -> tuple[tuple[str, ...], ...]:
    """Keys of words that call for each other."""
    return tuple(tuple(dict.fromkeys(map(key, line.split()))) for line in _FAMILIES.strip().splitlines())


def also(glossary: Iterable[GlossaryTerm]) -> tuple[Also, ...]:
    """An abbreviation and its term call for each other; another name calls for the term, unless the one holds the other."""
    terms = tuple(glossary)
    whole_words = kept(terms)
    return tuple(sorted(found for term in terms for found in _of(term, whole_words)))


def _of(term: GlossaryTerm, whole_words: frozenset[str]) -> Iterator[Also]:
    name = _BRACKETS.sub("", term.term)
    whole, short = _phrase(name, whole_words), _phrase(term.abbreviation, whole_words)
    if not whole:  # words that say nothing would call for the term in every query
        return
    if short:
        yield lowered(name), whole, short
        yield term.abbreviation, short, whole
    for alias in term.aliases:
        other = _phrase(alias, whole_words)
        if other and not set(other) <= set(whole) and not set(whole) <= set(other) and not set(short[:1]) & set(other):
            yield lowered(name), whole, other


def _phrase(text: str, whole_words: frozenset[str]) -> tuple[str, ...]:
    """Keys of a phrase, hyphened words only in parts."""
    parts = (part for word in words(text) for part in word.split("-"))
    return tuple(part if part in whole_words else key(part) for part in parts if part not in STOP)


def lowered(name: str) -> str:
    """A name inside a sentence: its first letter small, unless the word is an abbreviation.

    >>> lowered("Индивидуальный маршрут"), lowered("ШМО наставников")
    ('индивидуальный маршрут', 'ШМО наставников')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
