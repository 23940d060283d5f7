"""Where a name is no fault: streets and schools named after people, authors of books, officials in acts, classics, those the settings list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from generator.check.privacy.names import Kind, Name
from generator.patterns import late
from generator.settings import KnownPerson

_RANK = (
    r"(?:(?:дважды|трижды|[Гг]еро\w+|[Сс]оветского|Союза|России|Российской|Федерации|академик\w*|маршал\w*|генерал\w*(?:-\w+)?|адмирал\w*|лётчик\w*|летчик\w*|космонавт\w*|поэт\w*"
    r"|писател\w*|композитор\w*|художник\w*|[Сс]вят\w+|княз\w*|княгин\w*|партизан\w*|кавалер\w*|полковник\w*|капитан\w*|лейтенант\w*|профессор\w*|народн\w+|заслуженн\w+"
    r"|артист\w*|учител\w*|педагог\w*|ордена|орденов|Славы|Труда|Красной|Звезды|конструктор\w*|врач\w*|братьев|сест[её]р|бойц\w+|рядов\w+|сержант\w*)[\s,\u00a0]+){0,7}"
)
_HONOUR = late(
    r"(?:\bимени|\bим\.|\bпамяти|\bул(?:\.|иц\w{1,3})|\bпер(?:\.|еул\w+)|\bпросп(?:\.|ект\w{0,3})|\bпр-т\w?|\bпр-кт|\bбульвар\w{0,3}|\bб-р|\bплощад\w{1,3}|\bпл\.|\bнаб(?:\.|ережн\w+)"
    r"|\bпроезд\w{0,3}|\bшоссе|\bшкол\w{1,3}|\bлице\w{1,3}|\bгимнази\w{1,3}|\bмуз[её]\w{1,3}|\bбиблиотек\w{1,3}|\bтеатр\w{0,3}|\bуниверситет\w{0,3}|\bакадеми\w{1,3}"
    r"|\bпреми\w{1,3}|\bстипенди\w{1,3}|\bмедал\w{1,4}|\bорден\w{0,3}|\bпамятник\w{0,3}|\bбюст\w{0,3}|\bчтени\w{1,3}|\bгодовщин\w+(?:\s+со\s+дня\s+\w+)?|\bлет\s+со\s+дня\s+\w+"
    r"|\bдом\w{0,2}-музе\w{1,3}|\bусадьб\w{1,3}|\bстанци\w{1,3}|\bпарк\w{0,3}|\bсквер\w{0,3}|\bтворчеств\w{1,3}|\bнасследи\w{1,3}|\bбиографи\w{1,3}|\bколледж\w{0,3}|\bгрант\w{0,3}"
    r"|\bцентр\w{0,3}|\bфонд\w{0,3}|\bкубок|\bкубк\w|\bмемориал\w{0,3}|\bмемориальн\w+\s+\w+|\bгодом)"
    rf"[\s\u00a0]+[«„(]?{_RANK}\Z"
)
# «учебник физики А. В. …», «по методике Е. Н. …»: the author of a published work is named with it.
_BETWEEN = r"[\s\u00a0]+(?:(?:по\s)?(?:[а-яё]{3,20}[\s\u00a0]){0,3})(?:«[^»\n]{2,60}»[\s\u00a0,]*)?[(«]?(?:под ред(?:\.|акцией)\s)?\Z"
_WORK = late(
    r"(?:учебник\w{0,3}|пособи\w{1,3}|задачник\w{0,3}|книг\w{1,3}|книж\w+|монографи\w{1,3}|стать\w{1,3}|статей|УМК|лини[июя]\w{0,2}|роман\w{0,3}|повест\w{1,3}|рассказ\w{0,3}"
    r"|сказк\w{1,3}|поэм\w{1,3}|пьес\w{1,3}|стих\w{0,9}|басн\w{1,3}|былин\w|картин\w{1,3}|портрет\w{0,3}|репродукци\w+|песн\w{1,3}|музык\w{1,3}|романс\w{0,3}|фильм\w{0,3}|симфони\w+"
    r"|опер[аыуе]|цитат\w{1,3}|мысл\w{1,3}|афоризм\w{0,3}|теорем\w{1,3}|теори\w{1,3}|концепци\w{1,3}|методик\w{1,3}|технологи\w{1,3}|таксономи\w{1,3}"
    r"|опросник\w{0,3}|шкал\w{1,3}|классификаци\w{1,3}|типологи\w{1,3}|периодизаци\w{1,3}|формул\w{1,3}|педагогик\w{1,3}"
    r"|редакци\w{1,3}|ред\.|пер\.|цит\. по|вслед за|по мнению|по определению|иллюстраци\w+|сост\.)" + _BETWEEN
)
# These name an author only with initials and right before them.
_WEAK_WORK = late(
    r"(?:по|метод|метода|методом|систем\w{1,3}|закон\w{0,3}|тест\w{0,3}|труд\w{0,3}|трудах|иде[йия]\w?|подход\w{0,3}|модел\w{1,3}|классификатор\w?|анкет\w{1,3} по)[\s\u00a0]\Z"
)
_TALK = late(r"(?:\b[Ии]з|\b[Пп]о|\b[Ии])[\s\u00a0]+(?:рассказ|мысл|иде)\w*[\s\u00a0]\Z")
_BOOK = late(
    r"ISBN|ISSN|DOI|УДК|ББК|(?<!:)//\s?[А-ЯЁA-Z]|[–—-]\s?[А-ЯЁ][А-ЯЁа-яё.-]*\s?:\s?[«А-ЯЁ]|\b(?:19|20)\d\d\.?\s?[–—-]\s?(?:№|Т\.|Вып\.|С\.|\d+\s?с\b)|\bС\.\s?\d+\s?[–—-]\s?\d+|\b\d{2,4}\s?с\.(?:\s|$|\))"
    r"|[Ии]здательств|изд-во|под ред\.|[Уу]чеб(?:ник|\.|но-метод|ное пособие)|[Мм]онография|\[[ЭТ]\w+ ресурс|/ [А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ]|автореф|дис\. |(?:Просвещение|Академия|Педагогика|Дрофа|Юрайт|Питер|Вако|Бином),?\s?(?:19|20)\d\d"
    r"|\b(?:М|СПб|Л)\.(?:;\s?\w+\.)?\s?:|[А-ЯЁ]\. «[^»\n]+», (?:19|20)\d\d|№\s?\d+\s?\((?:19|20)\d\d\)|(?:19|20)\d\d\.?\s?[,–—-]?\s?№\s?\d+"
)
_OFFICIAL = late(
    r"(?:[Пп]резидент\w{0,3}|[Мм]инистр\w{0,3}|[Гг]убернатор\w{0,3}|[Пп]редседател\w{1,3} Правительства|[Пп]ремьер-министр\w{0,3}|[Рр]уководител\w{1,3} Роскомнадзора"
    r"|[Рр]уководител\w{1,3} Рособрнадзора|[Уу]полномоченн\w+ при Президенте|[Пп]атриарх\w{0,3}|[Мм]эр\w{0,2})(?:[\s\u00a0]+(?:[А-ЯЁ][а-яё]+|[а-яё]{1,14})){0,5}[\s\u00a0(–-]+\Z"
)

# Those whom textbooks, towns and schools are named after: a stem of the surname and the initials, where they are known.
_CLASSICS = """
ушинск КД; макаренк АС; сухомлинск ВА; выготск ЛС; пирогов НИ; корчак Я; коменск ЯА; песталоцц ИГ; дистервег А; монтессори М; шаталов ВФ; амонашвили ША; занков ЛВ; эльконин ДБ;
давыдов ВВ; леонтьев АН; рубинштейн СЛ; гальперин ПЯ; крупск НК; блонск ПП; шацк СТ; луначарск АВ; ильин ЕН; лысенков СН; щетинин МП; бахтин ММ; лотман ЮМ; лихачев ДС; ломоносов МВ;
менделеев ДИ; павлов ИП; тимирязев КА; вавилов НИ; циолковск КЭ; королев СП; гагарин ЮА; терешков ВВ; леонов АА; титов ГС; курчатов ИВ; сахаров АД; лобачевск НИ; ковалевск СВ;
пушкин АС; лермонтов МЮ; гогол НВ; толст ЛН; толст АН; толст АК; достоевск ФМ; чехов АП; тургенев ИС; некрасов НА; крылов ИА; тютчев ФИ; фет АА; есенин СА; маяковск ВВ; блок АА;
ахматов АА; цветаев МИ; пастернак БЛ; булгаков МА; шолохов МА; горьк АМ; горьк М; островск АН; островск НА; грибоедов АС; державин ГР; жуковск ВА; карамзин НМ; фонвизин ДИ; бунин ИА;
куприн АИ; гайдар АП; маршак СЯ; чуковск КИ; барт АЛ; пришвин ММ; бианк ВВ; паустовск КГ; твардовск АТ; исаковск МВ; рыленков НИ; симонов КМ; васильев БЛ; распутин ВГ; астафьев ВП;
шукшин ВМ; солженицын АИ; платонов АП; зощенк ММ; носов НН; драгунск ВЮ; успенск ЭН; михалков СВ; глинк МИ; чайковск ПИ; рахманинов СВ; мусоргск МП; прокофьев СС; шостакович ДД;
репин ИЕ; суриков ВИ; левитан ИИ; шишкин ИИ; васнецов ВМ; врубел МА; рерих НК; коненков СТ; тенишев МК; айвазовск ИК; кутузов МИ; суворов АВ; жуков ГК; рокоссовск КК; нахимов ПС;
ушаков ФФ; невск А; донск Д; багратион ПИ; тухачевск МН; пржевальск НМ; егоров МА; матросов А; матросов АМ; космодемьянск ЗА; ленин ВИ; киров СМ; калинин МИ; фрунзе МВ; дзержинск ФЭ;
чапаев ВИ; котовск ГИ; тельман Э; урицк МС; сталин ИВ; столыпин ПА; витте СЮ; петров ПП; фурсенко ИЮ; дьюи Д; блум Б; колб Д; пиаже Ж; маслоу А; роджерс К; рейтер А; эйнштейн А; ньютон И;
каренин А; онегин Е; ларин Т; раскольников Р; печорин Г; базаров Е; теркин В; чацк А; обломов И; ростов Н; болконск А; безухов П; муромец И; попович А; никитич Д; гагарин Ю; годунов Б; путин ВВ
"""
_KNOWN: dict[str, list[tuple[str, str]]] = {}
for _stem, _initials in (item.split() for item in _CLASSICS.replace("\n", " ").split(";")):
    _KNOWN.setdefault(_stem[:3], []).append((_stem, _initials))
_LEAST_SAME = 3


def books_in(text: str) -> tuple[int, ...]:
    """Where the marks of entries of book lists stand."""
    return tuple(match.start() for match in _BOOK.finditer(text))


def is_named_lawfully(text: str, name: Name, books: Callable[[], tuple[int, ...]]) -> bool:
    """True where the name belongs to a street, a school, a book, an act or a classic, whoever bears it."""
    if _is_classic(name):
        return True
    before = text[max(0, name.start - 110) : name.start].rpartition("\n\n")[2]
    if _HONOUR.search(before) and not _is_nominative_person(name, before):
        return True
    if _OFFICIAL.search(before[-90:]):
        return True
    if _is_author(before[-100:], name, text):
        return True
    return (name.kind in _WHOLE and _is_in_book(books(), text, name)) or _is_title(text, name)


def _is_nominative_person(name: Name, before: str) -> bool:
    """«Школа Иванов Иван Иванович»: a name in the nominative is nobody's street, unless the word before asks for any case."""
    nominative = name.kind is not Kind.INITIALS and bool(name.cases & 0b1000001) and not name.cases & 0b10000010
    return nominative and not re.search(r"(?:им\.|имени|ул\.|пер\.|пл\.|пр-т|наб\.)[\s\u00a0]+\Z", before)


def _is_author(before: str, name: Name, text: str) -> bool:
    """True when a word for a work stands before the name, and no role between them."""
    if name.kind not in _WHOLE or _TALK.search(before):
        return False
    if cue := _WORK.search(before):
        return not _ROLE_BETWEEN.search(cue.group())
    return bool(_WEAK_WORK.search(before)) and text[name.start + 1 : name.start + 2] == "."


_ROLE_BETWEEN = late(r"учител|педагог|наставни|наставляем|учени[кц]|директор|воспитател|завуч|куратор|студент|коллег|обучающ|методист|мам|пап")


def _is_in_book(books: tuple[int, ...], text: str, name: Name) -> bool:
    """True inside an entry of a list of books."""
    floor, roof = max(0, name.start - 250), min(len(text), name.end + 350)
    left = max((match.end() for match in _ENTRY.finditer(text, floor, name.start)), default=floor)
    after = _ENTRY.search(text, name.end, roof)
    at = bisect_left(books, left)
    return at < len(books) and books[at] < (after.start() if after else roof)


_ENTRY = late(r"\n(?=\n|[-*>] |\d{1,3}[.)]\s)")
_WHOLE = (Kind.INITIALS, Kind.FULL, Kind.FATHER)


def _is_title(text: str, name: Name) -> bool:
    """«Анна Снегина»: a first name and a surname alone between quotation marks are a title."""
    return name.kind is Kind.FULL and text[name.start - 1 : name.start] in ("«", "„") and text[name.end : name.end + 1] in ("»", "“")


def _is_classic(name: Name) -> bool:
    low = name.last.lower().replace("ё", "е")
    if len(low) < _LEAST_SAME:
        return False
    first, middle = name.first[:1], name.middle[:1]
    for stem, initials in _KNOWN.get(low[:3], ()):
        if low.startswith(stem) and len(low) <= len(stem) + 4:
            fits = initials[0] == first and (not middle or len(initials) < 2 or initials[1] == middle)
            if fits or not first:
                return bool(first) or len(stem) > 5
    return False


def is_listed(name: Name, people: tuple[KnownPerson, ...]) -> bool:
    """True when the settings allow this name: the surname agrees up to its ending, the initials up to those given."""
    return any(is_same(name, person.name) for person in people)


def is_same(name: Name, other: str) -> bool:
    """True when a name may be another form of `other`, «Фамилия Имя Отчество» or «Фамилия И. О.» or the other way about."""
    words = re.findall(r"[А-ЯЁ][а-яё-]*", other)
    for last in (word for word in words if len(word) > 1):
        rest = [word[0] for word in words if word is not last]
        mine = [part[0] for part in (name.first, name.middle) if part]
        if name.last and _alike(name.last, last) and mine == rest[: len(mine)]:
            return True
        if not name.last and name.middle and len(rest) > 1 and mine == rest[:2] and any(_alike(name.first, word) for word in words):
            return True
    return False


def _alike(one: str, two: str) -> bool:
    one, two = one.lower().replace("ё", "е"), two.lower().replace("ё", "е")
    same = 0
    while same < min(len(one), len(two)) and one[same] == two[same]:
        same += 1
    return same >= max(_LEAST_SAME, min(len(one), len(two)) - 2) and max(len(one), len(two)) - same <= 4
