"""Names of people in names of files and in addresses of pages: «iom_ivanova.pdf»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.privacy.given import given
from generator.check.privacy.latin import is_common_surname, is_surname_in_latin
from generator.check.privacy.page import Hit, Page
from generator.check.privacy.rules_people import NameInFile
from generator.check.privacy.surnames import father, surname
from generator.patterns import late

_FILE = late(r"\.(?:pdf|docx?|odt|xlsx?|ods|pptx?|odp|png|jpe?g|webp|zip|rar|mp4|txt|rtf|heic)(?![A-Za-z0-9])", re.IGNORECASE)
_NAME_BACKWARDS = late(r"[^\s/\\()\[\]<>«»\"'|:;,`=]{1,100}")
_ADDRESS = late(r"://(?P<host>[^\s/<>«»\"|)\]]+)(?P<path>/[^\s<>«»\"|)\]?#]*)")
# Addresses of books, of laws and of networks name authors and numbers; people in networks have a rule of their own.
_ELSEWHERE = late(
    r"(?:^|\.)(?:vk\.com|ok\.ru|t\.me|telegram\.me|instagram\.com|facebook\.com|elibrary\.ru|cyberleninka\.ru|my\.mail\.ru|wikipedia\.org|doi\.org|tenchat\.ru)\Z"
)
_BOOKS = late(
    r"/(?:books?|knigi|kniga|authors?|avtor\w*|library|biblioteka|article|ulic\w+|museum|muzej|muzey|pamyat\w*|istoriya|heroes|geroi)/", re.IGNORECASE
)
_HINT = "Переименуйте файл без фамилии: «programma-2026.pdf»."


def find(page: Page, *, named: bool) -> Iterator[Hit]:
    """Names of files and addresses with a surname in them, the file's own path too; `named` says whether the text has any."""
    own = page.path.rpartition(".")[0]
    if is_surname_in_latin(own):
        yield Hit(0, min(1, len(page.text)), NameInFile, "В пути к этому файлу стоит чья-то фамилия.", _HINT)
    if not named:
        return
    text = page.text
    taken: list[tuple[int, int]] = []
    for match in _FILE.finditer(text):
        start = _start(text, match.start())
        if start < match.start() and _names_somebody(text[start : match.start()]):
            taken.append((start, match.end()))
            yield Hit(start, match.end(), NameInFile, "В имени файла стоит чья-то фамилия.", _HINT)
    if "://" in text:
        for match in _ADDRESS.finditer(text):
            start, end = match.span("path")
            if _ELSEWHERE.search(match["host"].lower()) or _BOOKS.search(match["path"]) or any(start <= at < end for at, _ in taken):
                continue
            if is_surname_in_latin(match["path"].rstrip("/.,;")):
                yield Hit(
                    start,
                    start + len(match["path"].rstrip(".,;:")),
                    NameInFile,
                    "В адресе страницы стоит чья-то фамилия.",
                    "Дайте ссылку на общую страницу: «Руководство», «Наставничество».",
                )


def _start(text: str, end: int) -> int:
    """Where the name of a file begins; a name in Russian may hold blanks after its surname: «ИОМ Ивановой.docx»."""
    backwards = text[max(0, end - 100) : end][::-1]
    whole = _NAME_BACKWARDS.match(backwards)
    return end - (whole.end() if whole else 0)


def _names_somebody(name: str) -> bool:
    if is_surname_in_latin(name):
        return True
    words = re.findall(r"[А-ЯЁа-яё][а-яё]+", name)
    letters = re.search(r"(?<![А-ЯЁа-яё])[А-ЯЁ](?![а-яё])", name)
    for word in words:
        sure = word[0].isupper() and surname(word)[1]
        if is_common_surname(word) or father(word) or (sure and (letters or any(given(other) for other in words))):
            return True
    return False
