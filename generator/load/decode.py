"""Bytes to text, strictly UTF-8. Whatever other readers would lose or turn silently is said aloud."""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic, Fix, Place
from generator.load import rules

MAX_BYTES = 200_000  # a card is 4–12 KB; five megabytes of text would only slow everybody down
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_WORD = re.compile(r"[а-яё]{3,}")


def decode(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Text of a file with LF line ends, or None when it cannot be read, and what was found on the way."""
    found: list[Diagnostic] = []
    if len(data) > MAX_BYTES:
        size = f"{len(data) // 1024} КБ"
        return None, [
            rules.TooLarge.at(
                Place(path),
                f"Файл слишком большой: {size} при пределе {MAX_BYTES // 1000} КБ.",
                "Вынесите приложения в отдельные файлы рядом с карточкой, в тексте оставьте ссылки.",
            )
        ]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [_not_utf8(path, "UTF-16")]
    if data.startswith(b"\xef\xbb\xbf"):
        found.append(
            rules.Bom.at(
                Place(path),
                "В начале файла стоит невидимая метка (BOM).",
                "Сохраните файл в кодировке «UTF-8 без BOM».",
                Fix("Убрать метку"),
            )
        )
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, [*found, _not_utf8(path, _guess(data))]
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        found.append(
            rules.LineEnds.at(
                Place(path, line),
                "Концы строк в файле записаны в стиле Windows.",
                "Переключите концы строк на LF: в редакторе это значок «CRLF» внизу окна.",
                Fix("Записать концы строк как LF"),
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := _CONTROL.search(text):
        line, column = position(text, bad.start())
        found.append(
            rules.ControlCharacter.at(
                Place(path, line, column),
                f"В тексте есть непечатаемый знак с кодом {ord(bad.group()):#04x}.",
                "Удалите этот знак: он появился при копировании из другой программы.",
            )
        )
        return None, found
    return text, found


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character offset."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def _guess(data: bytes) -> str:
    """The likely one-byte Russian encoding: the one that gives most lower-case Russian words."""
    names = ("windows-1251", "koi8-r", "cp866")
    return max(names, key=lambda name: sum(map(len, _WORD.findall(data.decode(name, errors="replace")))))


def _not_utf8(path: str, guess: str) -> Diagnostic:
    return rules.NotUtf8.at(
        Place(path),
        f"Файл записан не в UTF-8; похоже на {guess}.",
        "Откройте файл в редакторе и сохраните его с кодировкой UTF-8.",
    )
