"""Names of people and what is said of them: who the person is (a child, a mentee, another adult) decides the rule."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from generator.check.privacy.allowed import books_in, is_listed, is_named_lawfully, is_same
from generator.check.privacy.given import WOMAN, A, D, G, I, N, P
from generator.check.privacy.names import Kind, Name, names
from generator.check.privacy.page import Hit, Page, clause
from generator.check.privacy.rules_people import ChildName, MenteeDeficit, PersonName, SensitiveFact
from generator.load import Source
from generator.patterns import late


class Role(Enum):
    """Who a named person is."""

    CHILD = "child"
    MENTEE = "mentee"
    ADULT = "adult"


_CLASS = r"(?:\d{1,2}\s?[–-]?(?:й|го|ого|м|ом|х)?[\s\u00a0]?[«\"]?(?:[А-ЯЁ](?![а-яё.]))?[»\"]?[\s\u00a0]?(?:класс\w{0,3}|кл\.)|\d{1,2}[\s\u00a0-]?[«\"][А-ЯЁ][»\"]|\d{1,2}[\s-]?[А-ЯЁ](?![а-яё.]))"
_CHILD = (
    r"учени(?:к|ц|че)\w*|(?:не|пере)?обучающ\w+|учащ\w+|воспитанни\w+|школьни\w+|\w+классни(?:к|ц)\w*|дошкольни\w+|реб[её]н\w+|дет(?:и|ей|ям|ьми|ях)|мальчи\w+|девоч\w+"
    r"|сын(?:а|у|ом|е|ишк\w+|овья)?|доч(?:ь|ка|ки|ку|ери|ерью|ке|кой)|внук\w*|внучк\w+|студент\w*|гимназист\w*|лицеист\w*|первокурсни\w+|подрост\w+|отлични\w+|хорошист\w+|двоечни\w+|выпускни\w+"
)
_MENTEE = r"наставляем\w+|подопечн\w+|стаж[её]р\w*|(?:молод\w+|начинающ\w+|нов\w+)[\s\u00a0]+(?:педагог\w*|учител\w+|специалист\w*|воспитател\w+|коллег\w*|преподавател\w*|мастер\w*|учительниц\w+)"
_ADULT = (
    r"учител\w*|педагог\w*|наставни\w+|директор\w*|завуч\w*|руководител\w*|воспитател\w*|психолог\w*|логопед\w*|дефектолог\w*|тьютор\w*|методист\w*|куратор\w*|преподавател\w*|мастер\w*"
    r"|заместител\w*|мам[аеуы]|мамой|мать|матер\w+|отец|отц\w+|пап[аеуы]|папой|родител\w+|бабушк\w+|дедушк\w+|опекун\w*|коллег\w*|автор\w*|эксперт\w*|специалист\w*|составител\w*|библиотекар\w+|ведущ\w+"
)
_ROLE = late(
    rf"(?<!\w)(?:(?P<mentee>{_MENTEE})|(?P<child>(?:{_CHILD})(?!\w))|(?P<adult>{_ADULT})|(?P<grade>{_CLASS}))(?!\w)",
    re.IGNORECASE,
)
_AFTER = late(r"[\s\u00a0*_]{0,3}(?:[,(–—|-][\s\u00a0]{0,2})*(?:(?:наш\w*|это|лучш\w+|бывш\w+|сво\w+|тогда|из|от)[\s\u00a0]+)?")
_PARENT = late(r"\b(?:мам\w{1,2}|мать|матер\w+|отец|отц\w+|пап\w{1,2}|родител\w+|бабушк\w+|семь\w)\Z", re.IGNORECASE)
_ONLY_NAMES = late(r"(?:[\s\u00a0:(*–-]|,|(?<!\w)и(?!\w)|[А-ЯЁ][а-яё-]+|[А-ЯЁ]\.)*\Z")

_DEFICIT = late(
    r"дефицит\w*|затрудн\w+|трудност\w+|не[\s\u00a0](?:справля\w+|умеет|может|владеет|готов\w*|удаётся|удается|хватает|получается|знает|прош\w+|выполн\w+|успева\w+|держит|уверен\w*)|справляется\s+плохо|низк\w+\s+(?:уров\w+|балл\w*|результат\w*|оценк\w+)"
    r"|слаб\w+|отстаёт|отстает|ошиба\w+|ошибк\w+|проблем\w+|неуверенн\w+|недостат\w+|боится|выгора\w+|теря(?:ет|ется|лась|лся)|срыва(?:ет|ла|л)\w*|ИОМ\b|индивидуальн\w+\s+(?:образовательн\w+\s+)?(?:маршрут\w*|план\w*)"
    r"|диагностик\w+|анкет\w+|самооценк\w+|набра(?:л|ла)\s|\d\s+балл\w*|испытательн\w+",
    re.IGNORECASE,
)
_ROUTE = late(
    r"(?:ИОМ|[Мм]аршрут\w{0,2}|[Дд]ефицит\w{0,3}|[Зз]атруднени\w{1,3}|[Аа]нкет\w{1,2}|[Дд]иагностик\w{1,2})(?:\s+(?:молод\w+|наставляем\w+)\s*\w*)?[\s\u00a0«(:–]{1,4}\Z"
)
_SENSITIVE = late(
    r"(?<![а-яё])(?:инвалид\w*|диагноз\w*|боле(?:ет|ла|л|ла)\b|забол(?:ел|ела|евани\w+)|болезн\w+|больничн\w+|беременн\w+|декрет\w*|развод\w*|разведен\w*|разведён|развел(?:ся|ась)|вдов(?:а|ец|е|ой|у)\b"
    r"|многодетн\w+|мать-одиночк\w+|одинок\w+\s+мат\w+|замуж\w*|женат\b|холост\b|опекун\w*|опек[аиу]\b|усынов\w+|удочер\w+|судим\w*|осужд[её]н\w*|профсоюз\w*|психиатр\w*|психотерап\w+|онколог\w+|диабет\w*|астм\w+|аутизм\w*"
    r"|эпилепс\w+|депресс\w+|гипертон\w+|операци(?:ю|и|я)\s+на|перенес(?:ла|ла|)\s+операци\w+|перен[её]с(?:ла)?\s+(?:операци\w+|инфаркт\w*|инсульт\w*)|инфаркт\w*|инсульт\w*|алкогол\w+|нарколог\w+|вероисповедан\w+|верующ\w+|национальност\w+)"
)
_SHORT_FACTS = late(r"(?<!с )(?<!с\u00a0)\b(?:ОВЗ|РАС|ДЦП)\b")
# Work with children who are ill, papers and trainings on the matter, an office in the union: nothing about the person.
_NOT_ABOUT_PERSON = late(
    r"(?:(?:дет|обучающ|учени|учащ|воспитанник|реб[её]н|студент|лиц|школьник|сем[ье]|подростк|класс|родител|педагог|учител|коллег)\w*\s+(?:с|со|у\s+котор\w+|имеющ\w+|об?|чьи)\s[^.!?;]{0,40}"
    r"|(?:курс|семинар|программ|профилактик|тем|занят|урок|памятк|председател|комитет|организаци|инклюзи|лекци|бесед|брошюр|вебинар|стать|методик|помощ|помогает|поддержк|тьютор|педагог|книг|проект)\w*[^.!?;]{0,45})\Z",
    re.IGNORECASE,
)
_CUE_CASES = (
    (late(r"учени[к]|(?:\w+класс|школь|воспитан|дошколь|отлич)ник", re.IGNORECASE), {"": N, "а": G | A, "у": D, "ом": I, "е": P, "и": 0, "ов": 0, "ам": 0, "ами": 0, "ах": 0}),
    (late(r"учениц|(?:\w+класс|школь|воспитан|отлич)ниц|девочк", re.IGNORECASE), {"а": N << WOMAN, "ы": G << WOMAN, "и": G << WOMAN, "е": (D | P) << WOMAN, "у": A << WOMAN, "ей": I << WOMAN, "ой": I << WOMAN}),
    (late(r"студент|мальчик|гимназист|лицеист", re.IGNORECASE), {"": N, "а": G | A, "у": D, "ом": I, "е": P}),
    (late(r"наставляем|подопечн", re.IGNORECASE), {"ый": N, "ого": G | A, "ому": D, "ым": I, "ом": P, "ая": N << WOMAN, "ой": (G | D | I | P) << WOMAN, "ую": A << WOMAN}),
    (late(r"обучающ|учащ", re.IGNORECASE), {"ийся": N, "егося": G | A, "емуся": D, "имся": I, "аяся": N << WOMAN, "ейся": (G | D | I | P) << WOMAN, "уюся": A << WOMAN}),
)  # fmt: skip
# A role further from a name than this many signs is of somebody else.
_FAR = 45
_NOMINATIVE = N | N << WOMAN
_GENITIVE = G | G << WOMAN
# One word, or one and a letter: names nobody without a role.
_LONE = (Kind.GIVEN, Kind.SURNAME, Kind.SHORT)


def find(page: Page, source: Source) -> Iterator[Hit]:
    """Names that may not stand in the bank, each once, and what is said of those who agreed to be named."""
    if source.entry.kind in ("acts", "document", "regulation", "wording"):
        return  # the text of an act is quoted as it is, with those who signed it
    found = list(names(page.plain))
    if not found:
        return
    agreed, around = _Agreed(source), _Around(page.plain)
    for index, name in enumerate(found):
        rest = found[index + 1].start if index + 1 < len(found) else len(page.plain) + 100
        role = _role(page.plain, name, found[index - 1].end if index else 0, rest)
        if (role or name.kind not in _LONE) and not is_named_lawfully(page.plain, name, lambda: around.books):
            yield from _judged(page, name, role, agreed, around)


@dataclass(frozen=True)
class _Around:
    """What stands around names, looked for once a text and only when it names somebody."""

    text: str

    @cached_property
    def books(self) -> tuple[int, ...]:
        """Where the marks of entries of book lists stand."""
        return books_in(self.text)

    @cached_property
    def facts(self) -> list[tuple[int, int]]:
        """Where words about health, family, conviction stand."""
        low = self.text.lower()
        longer = _SENSITIVE.finditer(low if len(low) == len(self.text) else self.text)
        return sorted(match.span() for found in (longer, _SHORT_FACTS.finditer(self.text)) for match in found)


class _Agreed:
    """Whom the file names with a consent: everybody, or the authors with a number of their own."""

    def __init__(self, source: Source) -> None:
        self.everybody = bool(source.values.get("consent_ref"))
        self.may_be_told = source.entry.kind == "practice" and source.values.get("origin") == "reported"  # no other record has the field
        authors = source.values.get("authors")
        entries = [author for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
        self.authors = tuple(str(author.get("display", "")) for author in entries)  # one without a consent has a rule of its own, P021

    def __contains__(self, name: Name) -> bool:
        return self.everybody or any(is_same(name, author) for author in self.authors)


def _judged(page: Page, name: Name, role: Role | None, agreed: _Agreed, around: _Around) -> Iterator[Hit]:
    if role is Role.CHILD:
        yield Hit(name.start, name.end, ChildName, "Названо имя ребёнка.", "Замените имя ролью: «ученик пятого класса»; узнаваемые подробности измените.")
        return
    if name.kind is Kind.SHORT or (name.kind in (Kind.GIVEN, Kind.SURNAME) and role is not Role.MENTEE):
        return
    left, right = clause(page.plain, name.start, name.end)
    if (role is Role.MENTEE or _ROUTE.search(page.plain, left, name.start)) and _DEFICIT.search(page.plain, left, right):
        hint = "Уберите имя: «учителю первого года было трудно …». Имя наставляемого рядом с затруднением не публикуют."
        yield Hit(name.start, name.end, MenteeDeficit, "Наставляемый назван рядом со своим затруднением.", hint)
        return
    if name.kind in (Kind.GIVEN, Kind.SURNAME):
        return
    if name not in agreed and not is_listed(name, page.allowed.people):
        hint = "Замените имя ролью: «наставник», «учитель математики»."
        if agreed.may_be_told:
            hint = "Замените имя ролью («наставник», «учитель математики») или впишите номер в поле «Номер согласия на публикацию» (consent_ref)."
        yield Hit(name.start, name.end, PersonName, "Человек назван, а согласия на публикацию нет.", hint)
    facts = around.facts
    for start, end in facts[bisect_left(facts, (left, 0)) : bisect_left(facts, (right, 0))]:
        if not (name.start <= start < name.end) and not _NOT_ABOUT_PERSON.search(page.plain, max(left, start - 60), start):
            hint = "Уберите эти слова: здоровье, семья, судимость и профсоюз к практике не относятся."
            yield Hit(start, end, SensitiveFact, "О названном человеке сказано личное.", hint)
            break


def _role(text: str, name: Name, before_end: int, next_start: int) -> Role | None:
    """Who the person is, by the word of a role beside the name; None when no role is seen."""
    left, right = clause(text, name.start, name.end, 110)
    cues = list(_ROLE.finditer(text, left, name.start))
    link = text[cues[-1].end() : name.start] if cues else ""
    called_mentee = bool(cues) and cues[-1].lastgroup == "mentee" and not link.strip(" \u00a0:–-(«*_|") and name.kind not in _LONE
    after = Role.MENTEE if called_mentee else _role_after(text, name, right, next_start)
    if after is not None or not cues:
        return after
    if name.kind in (Kind.GIVEN, Kind.SURNAME, Kind.SHORT):
        return _role_of_lone(text, name, cues, link)
    return _role_before(text, name, cues, max(left, before_end))


def _role_before(text: str, name: Name, cues: list[re.Match[str]], floor: int) -> Role:
    """The role of a full name by the words before it, those of the same part of the sentence first."""
    link = text[cues[-1].end() : name.start]
    segment = max(text.rfind(sign, floor, name.start) for sign in ",;:(–|")
    near = [cue for cue in cues if cue.start() > segment and cue.start() >= floor] or cues[-1:]
    kinds = [cue.lastgroup for cue in near]
    if "mentee" in kinds:
        return Role.MENTEE
    in_class = len(cues) > 1 and cues[-2].lastgroup == "child" and _ONLY_NAMES.fullmatch(link)
    loose = kinds[-1] == "grade" and link.strip(" \u00a0:–-(«*_|") and not in_class
    far = len(link) > _FAR and not _ONLY_NAMES.match(link)
    if "adult" in kinds or loose or far:
        return Role.ADULT
    return Role.CHILD if _agree(near[-1].group(), name) else Role.ADULT


def _role_after(text: str, name: Name, right: int, next_start: int) -> Role | None:
    lead = _AFTER.match(text, name.end, right)
    if lead is None or lead.end() == name.end:
        return None
    cue = _ROLE.match(text, lead.end(), right)
    if cue is None:
        return None
    gap = text[name.end : lead.end()]
    if not set(gap) & set(",(–—-|") and "из" not in gap and not (cue.lastgroup == "grade" and name.kind is not Kind.SURNAME):
        return None
    if next_start - cue.end() <= 3 and "," in gap:  # «Петрова А. А., ученица Иванова Б.»: the role is of the next one
        return None
    if cue.lastgroup in ("child", "grade"):
        return None if name.kind is Kind.SURNAME and "|" not in gap and cue.lastgroup == "child" else Role.CHILD
    return Role.MENTEE if cue.lastgroup == "mentee" else Role.ADULT


def _role_of_lone(text: str, name: Name, cues: list[re.Match[str]], link: str) -> Role | None:
    """A single word is a name only right beside a role, in the case the role asks for, or in a list of names after it."""
    cue = cues[-1]
    if cue.lastgroup == "adult":
        child = name.kind is Kind.GIVEN and _PARENT.search(cue.group()) and name.cases & _GENITIVE and link.strip() == ""
        return Role.CHILD if child else None
    if not _ONLY_NAMES.fullmatch(link) or (name.kind is Kind.SURNAME and len(link) > 3):
        return None
    if cue.lastgroup == "mentee":
        return Role.MENTEE if _agree(cue.group(), name) and link.strip(" \u00a0«*_–") == "" else None
    if cue.lastgroup == "grade":
        cue = next((other for other in reversed(cues) if other.lastgroup != "grade"), cue)
        if cue.lastgroup != "child" or text[cue.end() : cues[-1].start()].strip(" \u00a0«(,из"):
            return None
    if any(other.lastgroup == "adult" and 0 <= cue.start() - other.end() <= 3 for other in cues):
        return None
    in_list = ":" in link or bool(re.match(r",| и ", text[name.end : name.end + 3]))
    return Role.CHILD if _agree(cue.group(), name, plural_needs_list=not in_list) else None


def _agree(cue: str, name: Name, *, plural_needs_list: bool = False) -> bool:
    """True when the word of a role and the name stand in the same case: «ученики Марии Ивановны» are not called so."""
    low = cue.lower()
    for pattern, cases in _CUE_CASES:
        if match := pattern.match(low):
            ending = low[match.end() :]
            if cases.get(ending):
                return bool(cases[ending] & name.cases)
            break
    if low in ("ученики", "дети", "школьники", "воспитанники", "студенты", "мальчики", "обучающиеся", "учащиеся", "выпускники", "девочки"):
        return bool(name.cases & _NOMINATIVE) and not (plural_needs_list and name.kind in (Kind.GIVEN, Kind.SURNAME))
    if low in ("ребёнок", "ребенок", "дочь", "дочка", "сын", "внук", "внучка", "подросток"):
        return bool(name.cases & _NOMINATIVE)
    return True
