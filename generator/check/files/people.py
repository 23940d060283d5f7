"""Whether what stands in a property of a file names somebody, and how to speak of it: a report is a publication too."""

from __future__ import annotations

import re

from generator.patterns import late

MOST = 200
# Words of organisations and teams; a property that has one names no person.
_ORGANISATION = late(
    r"\b(?:[мгкч][абк]?[дон]?оу|[а-я]{0,3}бп?оу|гапоу|ооо|ано|сош|оош|школ\w*|лице[йяею]\w?|гимнази\w*|колледж\w*|техникум\w*|училищ\w*"
    r"|центр\w*|институт\w*|университет\w*|академи\w*|управлени\w*|министерств\w*|департамент\w*|администраци\w*|комитет\w*|отдел\w*"
    r"|кафедр\w*|команд\w*|редакци\w*|организаци\w*|объединени\w*|школа|school|college|university|team)\b",
    re.IGNORECASE,
)
# What programs and owners of common computers put in when nobody gave a name.
_NOBODY = frozenset({
    "пользователь", "администратор", "админ", "автор", "учитель", "педагог", "директор", "завуч", "методист", "секретарь", "дом", "домашний",
    "кабинет", "ученик", "гость", "компьютер", "комп", "пк", "неизвестный", "неизвестно", "мойофис", "р", "user", "users", "admin", "administrator",
    "owner", "author", "creator", "home", "guest", "default", "root", "unknown", "anonymous", "teacher", "student", "work", "office", "pc",
    "computer", "microsoft", "windows", "word", "excel", "powerpoint", "libreoffice", "openoffice", "apache", "poi", "python", "docx", "pptx", "xlsx",
    "openpyxl", "xlsxwriter", "typst", "pandoc", "latex", "adobe", "acrobat", "photoshop", "indesign", "illustrator", "picasa", "canva", "acer",
    "asus", "lenovo", "samsung", "huawei", "xiaomi", "apple", "canon", "nikon", "sony", "hp", "dell", "msi", "un", "named", "unnamed", "corporation",
    "inc", "onlyoffice", "abbyy", "finereader", "specialist", "repack",
})  # fmt: skip
_WORD = late(r"[^\W\d_]{2,}")


def names_somebody(value: str) -> bool:
    """True for a property that may name a person: it has a word, none of an organisation, and not only words of programs."""
    said = value[:MOST].lower()
    words = _WORD.findall(said)
    return not all(word in _NOBODY for word in words) and not _ORGANISATION.search(said)


def hidden(value: str) -> str:
    """The first signs only."""
    return value.strip("\0 \t\r\n")[:2] + "…"
