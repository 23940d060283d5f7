"""Runs the example of a rule's help page: applies it to a copy of the minimal bank and checks that bank.

An example is what an editor would write, so it is short. It holds:

1. lines that begin with `# ` – directives, see `_DIRECTIVES`; `# файл: PATH` says which file the rest is about and,
   met again, begins another part of the example;
2. a text. One that begins with `---` is the whole file; one that begins with `## ` replaces those sections, or is put
   where the schema wants them, unknown sections at the end; any other is YAML whose top-level keys replace the same keys
   of the file, or are added. The replacement is textual and nothing is parsed, so that faults of syntax can be shown.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from generator.diagnostics import Diagnostic
from generator.load.walk import classify
from generator.schema import kind
from tests.sample_files import sample
from tests.sites import check_folder

MINIMAL = Path(__file__).parent / "banks" / "minimal"
TODAY = date(2026, 11, 22)
CARD = "practices/primer/index.md"
NUMBERS = ("алый", "белый", "вечный", "гибкий", "добрый", "еловый", "жаркий", "зимний", "ивовый", "крепкий")
_FILE = "# файл: "
_FILLER = "Наставник и наставляемый записывают факты и обсуждают их в тот же день.\n"


@dataclass
class Trial:
    """A copy of the minimal bank that an example is being applied to; `path` is the file the current part is about."""

    root: Path
    path: str = CARD
    today: date = TODAY
    whole: bool = False
    before_sections: bool = False
    encoding: str = "utf-8"
    bom: bool = False
    crlf: bool = False
    signs: dict[str, str] = field(default_factory=dict)
    locked: set[Path] = field(default_factory=set)

    @property
    def file(self) -> Path:
        """The file the current part is about."""
        return self.root / self.path

    def read(self) -> str:
        """Its text; empty when the example is about to create it."""
        return self.file.read_text(encoding="utf-8") if self.file.exists() else ""

    def write(self, text: str) -> None:
        """Replace its text."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(text, encoding="utf-8", newline="")


def diagnose(example: str, folder: Path) -> list[Diagnostic]:
    """Diagnostics of a copy, made in `folder`, of the minimal bank after `example` is applied to it."""
    trial = Trial(folder / "bank")
    shutil.copytree(MINIMAL, trial.root, ignore=shutil.ignore_patterns("build"))
    for part in _parts(example):
        _apply(part, trial)
    with patch.object(Path, "read_bytes", _reader(trial.locked)):
        return check_folder(trial.root, trial.today)


def _parts(example: str) -> Iterator[list[str]]:
    """The example cut before every `# файл:` that follows a text or another file."""
    part: list[str] = []
    for line in example.split("\n"):
        if line.startswith(_FILE) and any(before.startswith(_FILE) or before[:2] not in ("", "# ") for before in part):
            yield part
            part = []
        part.append(line)
    yield part


def _apply(lines: list[str], trial: Trial) -> None:
    trial.path, trial.whole, trial.before_sections = CARD, False, False
    late: list[tuple[str, str]] = []
    while lines and lines[0].startswith("# "):
        name, value = _directive(lines.pop(0))
        if name in ("без поля", "без раздела", "дописать в раздел", "ещё таких карточек"):
            late.append((name, value))
        else:
            _DIRECTIVES[name](trial, value)
    text = "\n".join(lines)
    if trial.whole:
        trial.write(text + "\n")
    elif text.strip():
        trial.write(_edited(trial, text.strip("\n") + "\n"))
    for name, value in late:
        _DIRECTIVES[name](trial, value)
    _encode(trial)


def _directive(line: str) -> tuple[str, str]:
    words = line.removeprefix("# ")
    for name in sorted(_DIRECTIVES, key=len, reverse=True):
        if words == name or words.startswith((name + " ", name + ":")):
            return name, words.removeprefix(name).lstrip(": ")
    raise ValueError(f"unknown directive in an example: {line}")


def _edited(trial: Trial, text: str) -> str:
    """The file after the text of an example took its place in it."""
    whole = trial.read()
    if text.startswith("---\n"):
        return text
    front, body = _cut(whole) if trial.path.endswith(".md") else (whole, "")
    if trial.before_sections:
        return f"{front}\n{text}{body}"
    if text.startswith("## "):
        return front + _with_sections(trial.path, body, text)
    fence = "---\n" if trial.path.endswith(".md") else ""
    return _with_keys(front.removesuffix(fence), text) + fence + body


def _cut(whole: str) -> tuple[str, str]:
    """Everything up to and with the closing fence, and the body."""
    end = whole.index("\n---\n", 3) + 5
    return whole[:end], whole[end:]


def _with_keys(front: str, text: str) -> str:
    """YAML with top-level keys replaced where they stand, or added at the end."""
    new = _chunks(text)
    merged: dict[str, str] = {}
    for key, chunk in new:
        merged[key] = merged.get(key, "") + chunk
    out = [merged.pop(key, chunk) for key, chunk in _chunks(front)]
    return "".join([*out, *merged.values()])


def _chunks(text: str) -> list[tuple[str, str]]:
    """Top-level keys, each with its lines and those nested below it."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if line[0] in " -\n" and not line.startswith("---") and found:
            found[-1] = (found[-1][0], found[-1][1] + line)
        else:
            found.append((line.partition(":")[0], line))
    return found


def _with_sections(path: str, body: str, text: str) -> str:
    """A body in which the sections of `text` replace those of the same title, or are put where they belong."""
    titles = [title for title, _ in _sections(text)]
    old = _sections(body)
    order = ["", *(spec.title for spec in kind(classify(path).kind).sections)]
    first = next((index for index, (title, _) in enumerate(old) if title in titles), None)
    if first is None and titles[0] in order:
        later = order[order.index(titles[0]) :]
        first = next((index for index, (title, _) in enumerate(old) if title in later), None)
    kept = [(index, chunk) for index, (title, chunk) in enumerate(old) if title not in titles]
    place = len(old) if first is None else first
    before = [chunk for index, chunk in kept if index < place]
    after = [chunk for index, chunk in kept if index >= place]
    return "".join(chunk.rstrip("\n") + "\n\n" for chunk in (*before, text, *after)).rstrip("\n") + "\n"


def _sections(body: str) -> list[tuple[str, str]]:
    """Titles and texts of the level-two headings; what stands before the first has an empty title."""
    starts = [match.start() for match in re.finditer(r"^## ", body, re.MULTILINE)]
    cuts = [0, *(start for start in starts if start), len(body)]
    pieces = [body[start:end] for start, end in pairwise(cuts) if body[start:end]]
    return [(piece.partition("\n")[0].removeprefix("## ") if piece.startswith("## ") else "", piece) for piece in pieces]


def _encode(trial: Trial) -> None:
    """Rewrite the part's file in the bytes the directives ask for."""
    if not trial.file.is_file():
        return
    text = trial.read()
    for shown, real in trial.signs.items():
        text = text.replace(shown, real)
    if trial.crlf:
        text = text.replace("\n", "\r\n")
    trial.file.write_bytes((b"\xef\xbb\xbf" if trial.bom else b"") + text.encode(trial.encoding))
    trial.encoding, trial.bom, trial.crlf, trial.signs = "utf-8", False, False, {}


def _reader(locked: set[Path]) -> Callable[[Path], bytes]:
    """`Path.read_bytes` that refuses the locked files, as a disk without permission does (tests may run as root)."""
    read = Path.read_bytes

    def reader(path: Path) -> bytes:
        if path in locked:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    return reader


def _set(name: str, value: object = None) -> Callable[[Trial, str], None]:
    """A directive that sets an attribute to `value`, or to what the directive says."""
    return lambda trial, said: setattr(trial, name, said if value is None else value)


def _put(trial: Trial, said: str) -> None:
    name, _, what = said.partition(", ")
    file = trial.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(sample(name, what))


def _link(trial: Trial, said: str) -> None:
    (trial.root / said).symlink_to(trial.root / CARD)


def _sign(trial: Trial, said: str) -> None:
    trial.signs[said[0]] = chr(int(said.rpartition("0x")[2], 16))


def _without_key(trial: Trial, said: str) -> None:
    front, body = _cut(trial.read())
    chunks = _chunks(front)
    assert said in dict(chunks), f"{trial.path} has no field {said}"
    trial.write("".join(chunk for key, chunk in chunks if key != said) + body)


def _without_section(trial: Trial, said: str) -> None:
    front, body = _cut(trial.read())
    found = _sections(body)
    assert said in dict(found), f"{trial.path} has no section {said}"
    trial.write(front + "".join(chunk for title, chunk in found if title != said))


def _longer(trial: Trial, said: str) -> None:
    title, _, size = said.rpartition(", ")
    front, body = _cut(trial.read())
    old = dict(_sections(body)).get(title, f"## {title}\n")
    filler = _FILLER * (int(size.split()[0]) // len(_FILLER) + 1)
    trial.write(front + _with_sections(trial.path, body, f"{old.rstrip()}\n\n{filler}"))


def _copied(trial: Trial, said: str) -> None:
    trial.path, text = said, trial.read()
    trial.write(text)


def _more_cards(trial: Trial, said: str) -> None:
    """As many cards like the part's, each with a title and sentences of its own."""
    text = trial.read()
    for number in range(int(said)):
        words = NUMBERS[number // 10] + NUMBERS[number % 10]
        front, body = _cut(re.sub(r"^title: .*", f"title: Занятие {words} пары", text, flags=re.MULTILINE))
        own = re.sub(r"^(?!#)(.*?[а-яё]{5,})(?=[.,;])", rf"\1 {words}", body, flags=re.MULTILINE)
        card = trial.root / f"practices/karta-{number}/index.md"
        card.parent.mkdir()
        card.write_text(front + own, encoding="utf-8")


# Directives and what they do. Those that only say that all is well are for the «Хорошо» examples.
_DIRECTIVES: dict[str, Callable[[Trial, str], None]] = {
    "файл": _set("path"),  # the file the part is about; by default the card
    "весь файл": _set("whole", True),  # the text is the whole file, whatever it begins with
    "перед первым разделом": _set("before_sections", True),  # the text stands between the fields and the first section
    "без поля": _without_key,
    "без раздела": _without_section,
    "копия карточки": _copied,  # «practices/kopiya/index.md»: what follows is about the copy
    "ещё таких карточек": _more_cards,
    "дописать в раздел": _longer,  # «Шаги, 5000 знаков»
    "кодировка": lambda trial, said: setattr(trial, "encoding", said.lower()),
    "с меткой BOM": _set("bom", True),
    "без метки BOM": _set("bom", False),
    "концы строк": lambda trial, said: setattr(trial, "crlf", said == "CRLF"),
    "знак": _sign,  # «␋ – …, код 0x0B»: the visible sign stands for the control character
    "без файла": lambda trial, said: (trial.root / said).unlink(),
    "положить файл": _put,  # «practices/primer/plan.pdf», healthy; «…, 25 МБ» says how large, «…, скан» of which sort (tests/sample_files.py)
    "ссылка вместо файла": _link,
    "нет прав на чтение": lambda trial, said: trial.locked.add(trial.root / said),
    "есть права на чтение": lambda trial, said: None,
    "сегодня": lambda trial, said: setattr(trial, "today", date.fromisoformat(said)),
}
