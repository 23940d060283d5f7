"""Bytes to text. Whatever other readers would lose or turn silently is said aloud, and what can still be read is read on."""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic, Fix, Place
from generator.load import rules, sign_rules
from generator.load.encodings import guess, without_mark
from generator.load.signs import signs
from generator.patterns import late

MAX_BYTES = 200_000  # a card is 4–12 KB; five megabytes of text would only slow everybody down
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FOREIGN = (
    (b"PK\x03\x04", "документ Word, таблица или архив (DOCX, ODT, XLSX, ZIP)"),
    (b"\xd0\xcf\x11\xe0", "документ старого Word (DOC)"),
    (b"%PDF", "документ PDF"),
    (b"{\\rtf", "документ RTF"),
    (b"\xff\xd8\xff", "фотография JPEG"),
    (b"\x89PNG", "картинка PNG"),
    (b"GIF8", "картинка GIF"),
    (b"\x1f\x8b", "архив GZIP"),
    (b"Rar!", "архив RAR"),
)
_PAGE = late(rb"\s*<(?:!doctype\s+html|html|\?xml)", re.IGNORECASE)
_REPLACED = late(r"�+")
_RUSSIAN = late(r"[а-яё]")


def decode(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Text of a file with LF line ends, or None when it cannot be read, and what was found on the way."""
    if len(data) > MAX_BYTES:
        return None, [_too_large(path, data)]
    if kind := _foreign(data):
        hint = "Откройте его в той программе, где он создан, скопируйте текст и сохраните в этот файл как простой текст в кодировке UTF-8."
        return None, [sign_rules.NotText.at(Place(path), f"Вместо текста здесь {kind}.", hint)]
    found: list[Diagnostic] = []
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "Сохраните файл в кодировке «UTF-8 без BOM»."
        found.append(rules.Bom.at(Place(path), "В начале файла стоит невидимая метка (BOM).", hint, Fix("Убрать метку")))
        data = data[3:]
    text, recoded = _text(path, data)
    found += recoded
    if text is None:
        return None, found
    if "\r" in text:
        found.append(_line_ends(path, text))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found += signs(path, text)
    return text, found


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character offset."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def _text(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """The text whatever its encoding, when that is certain; an error when it is not UTF-8."""
    name = "UTF-16" if data.startswith(_MARKS) else without_mark(data) if b"\x04" in data or b"\x00" in data else ""
    if name:
        codec = "utf-16" if data.startswith(_MARKS) else name.replace(" без метки", "").lower()
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            return None, [_not_utf8(path, "UTF-16", sure=False)]
        return text, [_not_utf8(path, "UTF-16", sure=True)]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        patched = data.decode("utf-8", "replace")
        if len(_RUSSIAN.findall(patched)) > 20 * len(_REPLACED.findall(patched)):
            return None, [_damaged(path, data, error)]
    guessed = guess(data)
    if guessed.sure:
        return data.decode(guessed.codec), [_not_utf8(path, guessed.name, sure=True)]
    return None, [_not_utf8(path, guessed.name, sure=False)]


def _not_utf8(path: str, name: str, *, sure: bool) -> Diagnostic:
    return rules.NotUtf8.at(
        Place(path),
        f"Файл записан не в UTF-8; похоже на {name}.",
        "Откройте файл в редакторе, проверьте, что текст читается, и сохраните его с кодировкой UTF-8.",
        Fix(f"Переписать файл из {name} в UTF-8") if sure else None,
    )


def _damaged(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    """A text in UTF-8 with a few foreign bytes: cut off, damaged, or pasted from elsewhere by a program."""
    line, column = position(data[: error.start].decode("utf-8") + " ", len(data[: error.start].decode("utf-8")))
    return rules.NotUtf8.at(
        Place(path, line, column),
        f"Текст испорчен в строке {line}: эти байты не складываются в буквы UTF-8.",
        "Откройте файл в редакторе, наберите это место заново и сохраните с кодировкой UTF-8.",
    )


def _line_ends(path: str, text: str) -> Diagnostic:
    windows, old = text.count("\r\n"), text.count("\r")
    alone = text.count("\n") - windows
    old -= windows
    styles = [name for name, number in ((f"CRLF (Windows) – {windows}", windows), (f"LF – {alone}", alone), (f"CR (старый Mac) – {old}", old)) if number]
    message = "Концы строк в файле записаны в стиле Windows." if windows else "Концы строк в файле записаны в стиле старого Mac."
    if len(styles) > 1:
        message = f"Концы строк в файле разные: {', '.join(styles)}."
    hint = "Переключите концы строк на LF: в редакторе это надпись «CRLF» внизу окна."
    return rules.LineEnds.at(Place(path, position(text, text.index("\r"))[0]), message, hint, Fix("Записать концы строк как LF"))


def _too_large(path: str, data: bytes) -> Diagnostic:
    size = f"{-(-len(data) // 1000)} КБ"  # rounded up: a file just past the limit is told a greater number
    hint = "Вынесите приложения в отдельные файлы рядом с карточкой, в тексте оставьте ссылки."
    if b";base64," in data:
        hint = "В текст вставлена картинка целиком («base64»): сохраните её отдельным файлом рядом с карточкой, в тексте оставьте ссылку."
    return rules.TooLarge.at(Place(path), f"Файл слишком большой: {size} при пределе {MAX_BYTES // 1000} КБ.", hint)


def _foreign(data: bytes) -> str:
    """What a file of another program is; empty for a text."""
    return next((name for start, name in _FOREIGN if data.startswith(start)), "") or ("страница из браузера (HTML)" if _PAGE.match(data) else "")
