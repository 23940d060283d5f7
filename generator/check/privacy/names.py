"""Names of people in a text: three words with an отчество, a surname with initials, a first name with a surname, in any case.

Runs of capitalised words are few in a card and most are known to be harmless, so the text is scanned once and only
runs with strong evidence are looked into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from generator.check.privacy.given import ANY, given
from generator.check.privacy.surnames import father, is_of_known_name, surname
from generator.patterns import late

_WORD = r"[А-ЯЁ](?:\.|[А-ЯЁа-яё]++(?:-[А-ЯЁ][а-яё]++)*|(?![А-ЯЁа-яё]))"
# Words of one name may be parted by blanks, marks of emphasis, a line break of a wrapped line, a bar of a table.
_BLANKS = r"(?:[*_]{0,3}[ \u00a0\u202f\u2009]{1,4}[*_]{0,3}(?:\n[ \t>]{0,12}|\|[ ]{0,12})?|[*_]{0,3}(?:\n[ \t>]{0,12}|\|[ ]{0,12}))"
_RUN = late(rf"{_WORD}(?:(?:{_BLANKS}|(?<=\.)){_WORD})*")
_TOKEN = late(_WORD)
_OGLY = late(r"[А-ЯЁ][а-яё]+[\s\u00a0]{1,2}[А-ЯЁ][а-яё]+(?:[\s\u00a0]{1,2}[А-ЯЁ][а-яё]+)?[\s\u00a0-]{1,2}(?:оглы|кызы|гызы|улы|уулу)\b", re.IGNORECASE)

# Capitalised words before a name that are no part of it, and nouns that stand before single letters.
_OTHER = late(
    r"(?:наставни|учител|педагог|директор|завуч|куратор|методист|заместител|воспитател|психолог|логопед|автор|составител|руководител|учени|студент|коллег|спасиб"
    r"|дорог|уважаем|заведующ|министр|начальник|тьютор|мастер|преподавател|эксперт|рецензент|ответственн|председател|секретар|специалист|стажер|молод|наставляем|обучающ"
    r"|воспитанн|школьн|класс|приложени|таблиц|рисун|вариант|групп|раздел|част|школ|пункт|схем|форм|фамили|имени|отчеств|город|улиц|площад|проспект|библиотек|музе"
    r"|гимнази|лице|издательств|москв|санкт|россий|федерац|област|департамент|министерств|академи|институт|университет|сотрудник|представител|инженер|доктор|кандидат|профессор"
    r"|доцент|академик|мама|маме|мамы|папа|папы|отец|матер|бабушк|дедушк|родител|сестр|семья|семьи|дочь|дочк|ребен|мальчик|девочк|девушк|товарищ|гражд|господ|госпож|рубрик"
    r"|глава|стать|буква|точка|уровен|корпус|кабинет|литер|строк|столб|колонк|команд|вопрос|ответ|задани|модул|поздравля|благодар|разработа|подготов|провел|провед|выступ|рассказ|показа|ведет|ведущ|слово|контакт|телефон|согласова|утвержд|подпис|подал|ходатай|участ|победител|лауреат|призер|герой"
    r"|семинар|приказ|протокол|письм|закон|распоряжен|постановлен|положен|договор|соглас)[а-я]*"
    r"|(?:это|его|она|они|так|как|что|кто|или|еще|вот|все|наш|мой|ваш|здесь|там|после|перед|вместе|тогда|потом|сегодня|сейчас|только|также|затем|утром|вчера|однажды|сначала|первый|второй|третий|первая|вторая|новый|новая|по|на|от|из|за|до|во|со|об|не|но|да|нет|под|над|без|про|через|среди|между|против|ради|благодаря|если|когда|для|при|том|тип|имя|шаг|тема|урок|пара|лист|блок|этап|сын|указ|мать|брат|иом|фио|мбоу|моу|сош|оо|рф|шмо|омо)"
)
_ALONE_LETTERS = 2
_FEW = 6


class Kind(Enum):
    """What the evidence of a name is."""

    FATHER = "отчество"
    INITIALS = "initials"
    FULL = "first name and surname"
    SHORT = "first name and one letter"
    GIVEN = "first name alone"
    SURNAME = "surname alone"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text. `cases` are the genders and cases its words agree on; the parts help to find it in a list."""

    start: int
    end: int
    kind: Kind
    cases: int = ANY
    last: str = ""
    first: str = ""
    middle: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str

    @property
    def is_letter(self) -> bool:
        return len(self.word) <= _ALONE_LETTERS and (len(self.word) == 1 or self.word[1] == ".")


def names(text: str) -> Iterator[Name]:
    """Every name in order. Names of one word are no evidence: a role beside them must decide."""
    suspicious = {run for run in set(_RUN.findall(text)) if _may_name(run)}
    ogly = list(_with_ogly(text))
    if not suspicious and not ogly:
        return
    taken = 0
    for start, end in _spans(text, suspicious):
        for name in _in_run([_Token(*token.span(), token.group()) for token in _TOKEN.finditer(text, start, end)], text):
            while taken < len(ogly) and ogly[taken].end <= name.start:
                yield ogly[taken]
                taken += 1
            if taken == len(ogly) or ogly[taken].start >= name.end:
                yield name
    yield from ogly[taken:]


def _spans(text: str, runs: set[str]) -> Iterator[tuple[int, int]]:
    """Where these runs stand. A few are found one by one; scanning the text again pays for many only."""
    if len(runs) > _FEW:
        yield from (match.span() for match in _RUN.finditer(text) if match.group() in runs)
        return
    found = sorted((match.start(), -match.end()) for run in runs for match in re.finditer(re.escape(run), text) if _is_whole(text, *match.span()))
    last = 0
    for start, end in found:
        if start >= last:
            last = -end
            yield start, -end


def _is_whole(text: str, start: int, end: int) -> bool:
    """True unless the run is a part of a longer word or run; of nested runs the longest begins first."""
    match = _RUN.match(text, start)
    return match is not None and match.end() == end and not text[max(0, start - 1) : start].isalpha()


def _with_ogly(text: str) -> Iterator[Name]:
    if any(word in text for word in ("оглы", "кызы", "гызы", " улы", "уулу", "Оглы", "Кызы")):
        for match in _OGLY.finditer(text):
            first, *rest = re.findall(r"[А-ЯЁ][а-яё]+", match.group())
            yield Name(*match.span(), Kind.FATHER, ANY, first, rest[0] if rest else "", "")


@lru_cache(maxsize=8192)
def _may_name(run: str) -> bool:
    words = _TOKEN.findall(run)
    if len(words) == 1:
        return words[0][1:].islower() and bool(given(words[0]) or surname(words[0])[1])
    return any(len(word) <= _ALONE_LETTERS or given(word) or father(word) or surname(word)[1] for word in words)


def _in_run(tokens: list[_Token], text: str) -> Iterator[Name]:
    at = 0
    while at < len(tokens):
        found = _name_at(tokens[at : at + 5], text)
        if found is None:
            at += 1
        else:
            name, size = found
            yield name
            at += size


def _name_at(tokens: list[_Token], text: str) -> tuple[Name, int] | None:
    """The name that begins with the first token, and how many tokens it takes."""
    for finder in (_with_father, _with_initials, _full, _single):
        found = finder(tokens, text)
        if found:
            return found
    return None


def _with_father(tokens: list[_Token], text: str) -> tuple[Name, int] | None:
    words = [_titled(token.word) for token in tokens]
    if any(token.is_letter for token in tokens[:2]) or len(tokens) < 2:
        return None
    if father(words[1]) and _is_first(words[0], words[1], words[2] if len(tokens) > 2 else ""):
        cases = (given(words[0]) or ANY) & father(words[1]) or father(words[1])
        if len(tokens) > 2 and _is_own_last(tokens, cases, text):
            return Name(tokens[0].start, tokens[2].end, Kind.FATHER, cases & surname(words[2])[0] or cases, words[2], words[0], words[1]), 3
        return Name(tokens[0].start, tokens[1].end, Kind.FATHER, cases, "", words[0], words[1]), 2
    if len(tokens) > 2 and father(words[2]) and not tokens[2].is_letter and not _OTHER.fullmatch(_plain(words[0])):
        cases = (given(words[1]) or ANY) & father(words[2])
        known = bool(given(words[1]) & father(words[2]) or surname(words[0])[0] & father(words[2]) or is_of_known_name(words[2]))
        inside = bool(surname(words[0])[0]) or re.search(r"[а-яё,:;(|–](?!\n\n)\s{1,2}\Z", text[max(0, tokens[0].start - 3) : tokens[0].start])
        if cases and known and inside:
            later = len(tokens) > 3 and bool(surname(words[3])[0] & cases) and not surname(words[0])[0] & cases
            return None if later else (Name(tokens[0].start, tokens[2].end, Kind.FATHER, cases, words[0], words[1], words[2]), 3)
    return None


def _is_first(word: str, middle: str, after: str) -> bool:
    """True for a word that is a first name before this отчество."""
    if given(word) & father(middle):
        return True
    if _OTHER.fullmatch(_plain(word)) or surname(word)[1]:
        return False
    return bool(is_of_known_name(middle) or surname(after)[0] & father(middle))


def _is_own_last(tokens: list[_Token], cases: int, text: str) -> bool:
    """True when the third word is the surname of the two before it: it agrees with them, or any word on the same line."""
    word = _titled(tokens[2].word)
    if _is_next_person(tokens[2:]) or tokens[2].is_letter:
        return False
    found = surname(word)[0]
    return bool(found & cases) if found else not _OTHER.fullmatch(_plain(word)) and not given(word) and _follows(tokens[1], tokens[2], text)


def _is_next_person(tokens: list[_Token]) -> bool:
    """True when the surname belongs to the name after it: «Анна Петровна Сидоров Иван Ильич»."""
    words = [_titled(token.word) for token in tokens]
    return len(words) > 2 and not tokens[1].is_letter and bool(given(words[1])) and bool(father(words[2]))


def _with_initials(tokens: list[_Token], text: str) -> tuple[Name, int] | None:
    letters = [token.is_letter for token in tokens]
    words = [_titled(token.word) for token in tokens]
    if len(tokens) > 2 and not letters[0] and letters[1] and letters[2] and _dotted(tokens[1:3], words[0]):
        reverse = len(tokens) > 3 and not letters[3] and len(words[3]) > 2
        if _is_last(words[0]) and not (reverse and surname(words[3])[1] and not surname(words[0])[1] and _follows(tokens[2], tokens[3], text)):
            end = tokens[2].end
            return Name(tokens[0].start, end, Kind.INITIALS, surname(words[0])[0] or ANY, words[0], words[1][0], words[2][0]), 3
    if len(tokens) > 2 and letters[0] and letters[1] and not letters[2] and _dotted(tokens[:2], words[2]) and _is_last(words[2]) and not _is_list(tokens, text):
        return Name(tokens[0].start, tokens[2].end, Kind.INITIALS, surname(words[2])[0] or ANY, words[2], words[0][0], words[1][0]), 3
    if len(tokens) > 1 and not letters[0] and letters[1] and tokens[1].word.endswith("."):
        if surname(words[0])[1] and not _OTHER.fullmatch(_plain(words[0])):
            return Name(tokens[0].start, tokens[1].end, Kind.INITIALS, surname(words[0])[0], words[0], words[1][0], ""), 2
        if given(words[0]):
            return Name(tokens[0].start, tokens[1].end, Kind.SHORT, given(words[0]), words[1][0], words[0], ""), 2
    begins_line = not text[max(0, tokens[0].start - 6) : tokens[0].start].rpartition("\n")[2].strip(" \t>*-|0123456789.)")
    if len(tokens) > 1 and letters[0] and tokens[0].word.endswith(".") and not letters[1] and not begins_line and surname(words[1])[1]:
        return Name(tokens[0].start, tokens[1].end, Kind.INITIALS, surname(words[1])[0], words[1], words[0][0], ""), 2
    return None


def _is_list(tokens: list[_Token], text: str) -> bool:
    """«Схемы А. Б. Смысл прост»: letters after a noun that takes letters."""
    return not surname(tokens[2].word)[0] and bool(_LETTERED.search(text, max(0, tokens[0].start - 16), tokens[0].start))


_LETTERED = late(r"(?:хем|ункт|риложени|аблиц|ариант|аст|аздел|рупп|ип|орм|ис)\w{0,3}\.?[\s\u00a0]\Z")


def _dotted(letters: list[_Token], last: str) -> bool:
    """True for «И. О.»; letters without their full stops are initials beside a word with a surname's ending only."""
    return all(token.word.endswith(".") for token in letters) or (surname(last)[1] and not given(last))


def _is_last(word: str) -> bool:
    return len(word) > 2 and not word.isupper() and not _OTHER.fullmatch(_plain(word))


def _follows(before: _Token, after: _Token, text: str) -> bool:
    return text[before.end : after.start].strip(" \u00a0") == ""


def _full(tokens: list[_Token], text: str) -> tuple[Name, int] | None:
    if len(tokens) < 2 or tokens[0].is_letter or tokens[1].is_letter or "|" in text[tokens[0].end : tokens[1].start]:
        return None
    one, two = _titled(tokens[0].word), _titled(tokens[1].word)
    for first, last in ((one, two), (two, one)):
        cases, sure = surname(last)
        agree = given(first) & cases
        if not agree or _OTHER.fullmatch(_plain(last)):
            continue
        if sure or (first == one and last != one):
            return Name(tokens[0].start, tokens[1].end, Kind.FULL, agree, last, first, ""), 2
    return None


# After these an adjective in -ский is the name of a place or of a school.
_OF_PLACE = late(
    r"[\s\u00a0](?:област|кра[йя]|район|округ|школ|гимнази|лице|колледж|университет|академи|институт|город|сель|детск|средн|основн|начальн|поселени|земл|муниципал|центр)"
)


def _single(tokens: list[_Token], text: str) -> tuple[Name, int] | None:
    token = tokens[0]
    if token.is_letter or token.word.isupper():
        return None
    if cases := given(token.word):
        return Name(token.start, token.end, Kind.GIVEN, cases, "", token.word, ""), 1
    cases, sure = surname(token.word)
    if _OF_PLACE.match(text, token.end) and "ск" in token.word:
        return None
    return (Name(token.start, token.end, Kind.SURNAME, cases, token.word, "", ""), 1) if sure else None


def _titled(word: str) -> str:
    """«ИВАНОВ» as «Иванов»; abbreviations of three letters stay as they are."""
    return word.title() if len(word) > 3 and word.isupper() else word


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")
