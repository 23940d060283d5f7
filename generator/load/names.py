"""What is wrong with the name of a file or a folder, and which name it should have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.diagnostics import Diagnostic, Place
from generator.load import name_rules, rules
from generator.patterns import late
from generator.spelling import distance

NAME = late(r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]\Z|[a-z0-9]\Z")
FILE_NAME = late(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\Z")
MAX_PATH, MAX_NAME = 180, 70
FOLDERS = ("programs", "schools", "events", "collections", "vocabulary", "regulation", "glossary", "calendar", "faq")

_RESERVED = late(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|\Z)", re.IGNORECASE)
_FREE = r"(?!(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:[./]|\Z))"
_SOUND = late(rf"(?:{_FREE}[a-z0-9](?:[a-z0-9-]{{0,58}}[a-z0-9])?/)*{_FREE}[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\Z")
_LATIN = dict(zip("асеорухкіјѕАСЕОРХКМТНВ", "aceopyxkijsACEOPXKMTHB", strict=True))
_SOUNDS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        ("a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"),
        strict=True,
    )
)  # fmt: skip
_TEXT = late(r"\.(?:md|markdown|mdown|txt|md\.txt|mdx|markdown\.txt)\Z", re.IGNORECASE)
_YAML = late(r"\.(?:yml|yaml)(?:\.txt)?\Z", re.IGNORECASE)
_COPY = late(r"(?:[ _-]*\(\d{1,3}\)|[ _–-]+(?:копия|copy)(?: ?\(\d{1,3}\))?|~|[ _-]old|[ _-]\d)\Z", re.IGNORECASE)
_SYSTEM = {"thumbs.db": "Windows", "desktop.ini": "Windows", "ehthumbs.db": "Windows", "icon\r": "Mac"}


@dataclass(frozen=True)
class Taken:
    """All paths of a bank."""

    paths: frozenset[str]

    @cached_property
    def alike(self) -> dict[tuple[str, str], list[str]]:
        """Names by their folder and by what makes them alike; made only when a name is odd."""
        found: dict[tuple[str, str], set[str]] = {}
        for path in self.paths:
            parts = path.split("/")
            for number, part in enumerate(parts):
                found.setdefault(("/".join(parts[:number]), folded(part)), set()).add(part)
        return {key: sorted(names) for key, names in found.items()}


def folded(name: str) -> str:
    """Equal for names that a disk or an eye takes for one: case, look-alike letters, letters of two signs."""
    return "".join(_LATIN.get(sign, sign) for sign in unicodedata.normalize("NFKC", name)).casefold()


def spelt(name: str) -> str:
    """The name in Latin letters, digits and hyphens; its ending stays."""
    stem, dot, ending = name.rpartition(".") if re.search(r"\.[A-Za-z0-9]{1,5}\Z", name) else (name, "", "")
    low = unicodedata.normalize("NFC", stem).lower()
    bare = re.sub(r"-{2,}", "-", "".join(_SOUNDS.get(sign, sign if sign.isascii() and sign.isalnum() else "-") for sign in low)).strip("-")
    return f"{bare[:58].strip('-')}{dot}{ending.lower()}" if bare else ""


def _slug(name: str) -> str:
    """The same of a name without an ending: its dots are hyphens too."""
    return spelt(name.replace(".", "-"))


def sound(path: str) -> bool:
    """True for a path with which `name_fault` would find nothing: one pattern tells it of nearly all; False says nothing."""
    return len(path) <= MAX_NAME and _SOUND.match(path) is not None


def name_fault(path: str, taken: Taken) -> Diagnostic | None:
    """What is wrong with a file's path; `taken` are all paths of the bank."""
    parts = path.split("/")
    for number, part in enumerate(parts[:-1]):
        if _RESERVED.match(part):
            return _reserved(path, part)
        if not NAME.match(part):
            return _twin(path, part, "/".join(parts[:number]), taken) or _odd_name(path, part, _slug(part))
    name = parts[-1]
    if _RESERVED.match(name):
        return _reserved(path, name)
    if fault := _long(path, name):
        return fault
    if FILE_NAME.match(name):
        return None
    return _misnamed(path, taken) or _twin(path, name, "/".join(parts[:-1]), taken) or _odd_name(path, name, spelt(name))


def stray(path: str, taken: Taken) -> Diagnostic | None:
    """A text that lies where no record lies, or under another name than a record has."""
    match path.split("/"):
        case ["content", "schools", owner, folder, _, *_] if folder not in ("news", "events") and path.endswith(".md"):
            meant = next((name for name in ("news", "events") if _near(folder, name)), "")
            if meant:
                message = f"Папки «{folder}» у организации быть не может: записи из неё пропадут."
                return name_rules.UnknownFolder.at(Place(path), message, f"Возможно, это «{meant}»: переименуйте папку.")
            message = f"Файл лежит в папке «{folder}», а записи организации бывают только в папках news и events."
            return name_rules.Misnamed.at(Place(path), message, f"Перенесите файл в content/schools/{owner}/news или content/schools/{owner}/events.")
    return _misnamed(path, taken)


def folder_fault(path: str, folder: str, known: Iterable[str]) -> Diagnostic | None:
    """A folder whose name is nearly that of a known one."""
    meant = next((name for name in known if _near(folder, name)), None)
    if meant is None or folder == meant:
        return None
    message = f"Папки «{folder}» банк не знает: её файлы не попадут туда, куда вы хотели."
    return name_rules.UnknownFolder.at(Place(path), message, f"Возможно, это «{meant}»: переименуйте папку.")


def _near(word: str, known: str) -> bool:
    """True for the same word with one or two slips of the finger: a letter more, less, other, or two that changed places."""
    slips = 2 if len(known) > 7 else 1
    return distance(folded(word).replace("_", "").replace("-", "").replace(" ", ""), known, slips) <= slips


def _misnamed(path: str, taken: Taken) -> Diagnostic | None:
    """A record's text under a name that the bank does not read."""
    parts = path.split("/")
    name = parts[-1]
    if not (_TEXT.search(name) or _YAML.search(name)):
        return None
    right = _right_path(parts, name)
    if right is None or right == path or _only_spelling(path, right):
        return None
    if right in taken.paths:
        message = f"Файл «{name}» банк не читает: рядом уже лежит «{right.rpartition('/')[2]}»."
        return name_rules.Misnamed.at(Place(path), message, "Если это лишняя копия, удалите её; нужные слова перенесите в тот файл.")
    return name_rules.Misnamed.at(Place(path), f"Файл «{name}» банк не читает: запись должна называться иначе.", f"Переименуйте файл: {right}")


def _only_spelling(path: str, right: str) -> bool:
    """True when a text has the right place and ending, and its name is merely no address."""
    folder, _, name = path.rpartition("/")
    return folder == right.rpartition("/")[0] and name.endswith(".md") and not right.endswith("/index.md") and not _COPY.search(name.removesuffix(".md"))


def _right_path(parts: list[str], name: str) -> str | None:  # noqa: PLR0911  # a table of places
    """The path a text is meant to have; None when it cannot be guessed."""
    stem = _slug(_COPY.sub("", (_YAML if _YAML.search(name) else _TEXT).sub("", name)))
    match parts:
        case ["practices", folder, _, *_]:
            return f"practices/{folder}/index.md"
        case ["content", "programs" | "schools", folder, _]:
            return f"content/{parts[1]}/{folder}/index.md"
        case _ if not stem:
            return None
        case ["practices" | "content", *_] if _YAML.search(name) and parts[1:2] in (["vocabulary"], ["regulation"], ["glossary"], ["calendar"], ["faq"]):
            return "/".join([*parts[:-1], f"{stem}.yml"])
        case ["practices", _]:
            return f"practices/{stem}/index.md"
        case ["content", "programs" | "schools", _]:
            return f"content/{parts[1]}/{stem}/index.md"
        case ["content", "events" | "collections", *_] if name.endswith(".md"):
            return f"content/{parts[1]}/{stem}.md"
        case _ if _TEXT.search(name) and not name.endswith(".txt"):
            return "/".join([*parts[:-1], f"{stem}.md"])
        case _ if name.lower().endswith(".md.txt"):
            return "/".join([*parts[:-1], f"{stem}.md"])
    return None


def _twin(path: str, part: str, folder: str, taken: Taken) -> Diagnostic | None:
    """Another file or folder of the same place that differs only by case or by look-alike letters."""
    for other in taken.alike.get((folder, folded(part)), ()):
        if other != part and (NAME.match(other) or FILE_NAME.match(other)):
            message = f"Имена «{part}» и «{other}» в одной папке – почти одно и то же: разница только {_difference(part, other)}."
            return name_rules.SameName.at(Place(path), message, f"Оставьте один из них или переименуйте «{part}».")
    return None


def _difference(one: str, other: str) -> str:
    if one.casefold() == other.casefold():
        return "в больших и маленьких буквах"
    return "в русских и латинских буквах, похожих на вид" if not one.isascii() else "в написании"


def _reserved(path: str, part: str) -> Diagnostic:
    stem, dot, ending = part.partition(".")
    return name_rules.ReservedName.at(
        Place(path), f"Имя «{part}» занято самой Windows: такой файл там не открыть.", f"Добавьте слово: {stem}-plan{dot}{ending}"
    )


def _long(path: str, name: str) -> Diagnostic | None:
    if len(path) <= MAX_PATH and len(name) <= MAX_NAME:
        return None
    what, size, limit = ("Слишком длинное имя файла", len(name), MAX_NAME) if len(name) > MAX_NAME else ("Слишком длинный путь к файлу", len(path), MAX_PATH)
    return name_rules.LongPath.at(Place(path), f"{what}: знаков – {size} при пределе {limit}.", "Сократите имя до двух-трёх слов.")


def _odd_name(path: str, part: str, good: str) -> Diagnostic:
    """A name that is no address; `good` is the one to take, empty where there is none."""
    latin = "".join(_LATIN.get(char, char) for char in part).lower()
    if latin != part.lower() and latin.isascii() and FILE_NAME.match(latin):
        return rules.BadName.at(Place(path), f"В имени «{part}» русские буквы, похожие на латинские.", f"Наберите имя латиницей заново: {latin}.")
    if part.startswith("~$"):
        return rules.BadName.at(Place(path), f"«{part}» – временный файл открытого документа Word.", "Закройте документ и удалите этот файл.")
    if system := _SYSTEM.get(part.lower()):
        return rules.BadName.at(Place(path), f"«{part}» – служебный файл {system}, в банке он не нужен.", "Удалите этот файл.")
    hint = f"Переименуйте: {good}" if good else "Переименуйте: строчные латинские буквы, цифры и дефис, например «otkrytyj-urok»."
    long = " длиннее 60 знаков или" if len(part) > 60 else ""
    return rules.BadName.at(Place(path), f"Имя «{part}»{long} не годится для адреса страницы: нужны строчные латинские буквы, цифры и дефис.", hint)
