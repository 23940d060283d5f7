"""Surnames in Latin letters, as they stand in addresses of pages and names of files."""

from __future__ import annotations

import re

from generator.patterns import late

_SURNAMES = """
Иванов Петров Сидоров Смирнов Кузнецов Попов Васильев Соколов Михайлов Новиков Федоров Морозов Волков Алексеев Лебедев Семенов Егоров Павлов Козлов Степанов Николаев
Орлов Андреев Макаров Никитин Захаров Зайцев Соловьев Борисов Яковлев Григорьев Романов Воробьев Сергеев Кузьмин Фролов Александров Дмитриев Королев Гусев Киселев
Ильин Максимов Поляков Сорокин Виноградов Ковалев Белов Медведев Антонов Тарасов Баранов Филиппов Комаров Беляев Герасимов Богданов Осипов Матвеев Титов Миронов Куликов
Карпов Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов Абрамов Мартынов Ефимов Федотов Щербаков Назаров Исаев Чернышев
Быков Маслов Родионов Коновалов Лазарев Воронин Климов Филатов Пономарев Голубев Кудрявцев Прохоров Наумов Потапов Журавлев Овчинников Трофимов Леонов Соболев Ермаков
Колесников Гончаров Емельянов Никифоров Грачев Гришин Ефремов Архипов Громов Кириллов Малышев Моисеев Румянцев Акимов Кондратьев Бирюков Горбунов Анисимов Еремин
Тихомиров Галкин Лукьянов Михеев Скворцов Юдин Белоусов Нестеров Симонов Прокофьев Харитонов Князев Цветков Митрофанов Воронов Аксенов Софронов Мальцев Логинов Горшков
Савин Майоров Елисеев Рыбаков Плотников Хохлов Молчанов Игнатов Литвинов Ершов Дементьев Рябов Мухин Калашников Леонтьев Лобанов Корнеев Евдокимов Бородин Балашов Бобров
Жданов Блинов Игнатьев Коротков Муравьев Крюков Беляков Богомолов Дроздов Лавров Зуев Петухов Никулин Терентьев Зотов Фокин Самойлов Константинов Шишкин Самсонов
Черкасов Чистяков Носов Спиридонов Карасев Авдеев Воронцов Зверев Селезнев Нечаев Кудряшов Седов Фирсов Андрианов Головин Терехов Шестаков Агеев Никонов Селиванов Баженов
Гордеев Кожевников Пахомов Зимин Костин Широков Филимонов Ларионов Овсянников Сазонов Нефедов Копылов Лукин Токарев Кулешов Шилов Панкратов Шаповалов Бочаров Маркин
Горелов Агафонов Березин Ермолаев Зубков Куприянов Трифонов Масленников Круглов Третьяков Колосов Рожков Артамонов Шмелев Лаптев Лапшин Федосеев Зорин Уткин Столяров
Ткачев Дорофеев Антипов Завьялов Свиридов Кулаков Мещеряков Макеев Дьяконов Гуляев Бондарев Поздняков Кочетков Суханов Рыжов Старостин Калмыков Колесов Кравцов Субботин
Шубин Щукин Лосев Винокуров Лапин Парфенов Голованов Козырев Русаков Алешин Крючков Кошелев Сычев Синицын Шевченко Ковальчук Бондаренко Кравченко Ткаченко Коваленко
Романенко Василенко Павленко Лысенко Марченко Савченко Захарченко Иваненко Петренко Сидоренко Шевчук Мельничук Савчук Кравчук
"""
_LETTERS = {
    "ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "u", "я": "a", "э": "e", "ы": "i", "й": "i", "ъ": "", "ь": "", "в": "v", "г": "g", "д": "d",
    "з": "z", "и": "i", "к": "k", "л": "l", "м": "m", "н": "n", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "а": "a", "б": "b", "е": "e", "о": "o",
}  # fmt: skip
# Ways of writing one sound, brought to one.
_SAME = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("kh", "h"),
    ("x", "h"),
    ("tz", "c"),
    ("ts", "c"),
    ("j", "y"),
    ("ya", "a"),
    ("yu", "u"),
    ("yo", "e"),
    ("io", "e"),
    ("ye", "e"),
    ("ie", "e"),
)
_FATHER = late(r"[a-z]{2,}(?:ovich|evich|ovna|evna|ichna)")
_INITIALS_AFTER = late(r"(?<![A-Za-z])[A-Z][a-z]{2,}(?:[oe]va?|ina?|ski[yij]|sk[yi]|skaya|skaja|enko|chuk|yan)[_-]?[A-Z](?:[_.-]?[A-Z])?(?![A-Za-z])")
_INITIALS_BEFORE = late(r"(?<![A-Za-z])[A-Z][_.-]?[A-Z][_.-]?[A-Z][a-z]{2,}(?:[oe]va?|ina?|ski[yij]|sk[yi]|skaya|skaja|enko|chuk|yan)(?![a-z])")
_PART = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_STREETS = late(r"(?:ul|ulica|ulitsa|imeni|im|prospekt|ploschad|proezd|pereulok|pamyati|premiya|chteniya|shkola|muzey|muzej)[_-]{1,2}\Z", re.IGNORECASE)


def _plain(latin: str) -> str:
    low = latin.lower()
    for many, one in _SAME:
        low = low.replace(many, one)
    return re.sub(r"i+", "i", low.replace("y", "i").replace("'", ""))


def _table() -> frozenset[str]:
    found: set[str] = set()
    for name in _SURNAMES.split():
        latin = _plain("".join(_LETTERS[letter] for letter in name.lower().replace("ё", "е")))
        found |= {latin, *((latin + tail for tail in ("a", "oi", "u", "im")) if latin[-1] in "vn" else ())}
        if "в" in name[-1:] and name.endswith("ев"):  # «ё» is written «yo», «e» and «o»
            found |= {latin[:-2] + "ov" + tail for tail in ("", "a", "oi")}
    return frozenset(found)


_KNOWN = _table()


def is_surname_in_latin(text: str) -> bool:
    """True when a part of a file's name or of an address is a common surname, an отчество, or a surname with initials."""
    if _INITIALS_AFTER.search(text) or _INITIALS_BEFORE.search(text):
        return True
    for match in _PART.finditer(text):
        word = match.group().lower()
        if len(word) > 4 and (_FATHER.fullmatch(word) or _plain(word) in _KNOWN) and not _STREETS.search(text[: match.start()]):
            return True
    return False


def is_common_surname(word: str) -> bool:
    """True for a common surname in Russian letters, in any case of one person."""
    low = word.lower().replace("ё", "е")
    return low in _RUSSIAN


_RUSSIAN = frozenset(
    form for name in _SURNAMES.lower().split() for form in ((name, *(name + tail for tail in ("а", "у", "ым", "е", "ой"))) if name[-1] in "вн" else (name,))
)
