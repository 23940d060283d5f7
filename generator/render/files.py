"""Files of the bank as a reader meets them: where they are, and their format and size in words (ПП РФ 07.02.2026 № 102, п. 2 ж)."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.model import School, SchoolFile
from generator.model.paths import url_of
from generator.render.site import World, relative
from generator.schema import kind
from generator.words import day


def file_url(world: World, school: School, file: SchoolFile, here: str | None = None) -> str:
    """Where a file of a school is: its own address, or the copy on the site - in full, or as a link of the page `here`."""
    if file.url:
        return file.url
    url = url_of(_path(school, file))
    return world.absolute(url) if here is None else relative(here, url)


def file_meta(world: World, school: School, file: SchoolFile) -> str:
    """«PDF, 240 КБ»: what a reader must know before opening a file."""
    form = file.format or PurePosixPath(file.file).suffix.lstrip(".").upper()
    return ", ".join(part for part in (form, size_text(file_size(world, school, file))) if part)


def requisites(file: SchoolFile) -> str:
    """«№ 112 от 30 августа 2022 года; скан документа с подписью и печатью»: what a document is known by and how it is signed."""
    number = f"№\u00a0{file.number}" if file.number else ""
    issued = " от ".join(filter(None, (number, day(file.date) if file.date else "")))
    signatures = kind("school").at(("documents", 0, "signature"))["x-labels"]
    return "; ".join(filter(None, (issued, signatures.get(file.signature, ""))))


def file_size(world: World, school: School, file: SchoolFile) -> int:
    """Size in kilobytes: as written, else of the file in the school's folder; 0 when there is none."""
    if file.size or not file.file:
        return file.size
    return kilobytes(world.root / _path(school, file))


def attachment_meta(world: World, path: str) -> str:
    """The same of a file that lies in the bank under `path`."""
    return f"{PurePosixPath(path).suffix.lstrip('.').upper()}, {size_text(kilobytes(world.root / path))}"


def kilobytes(path: Path) -> int:
    """Size of a file, rounded up; 0 when there is no file."""
    return -(-path.stat().st_size // 1024) if path.is_file() else 0


def size_text(kilobytes: int) -> str:
    r"""A size as people read it; nothing for 0.

    >>> size_text(240), size_text(1536), size_text(2048)
    ('240\xa0КБ', '1,5\xa0МБ', '2\xa0МБ')
    """
    if kilobytes < 1000:
        return f"{kilobytes}\u00a0КБ" if kilobytes else ""
    return f"{kilobytes / 1024:.1f}".removesuffix(".0").replace(".", ",") + "\u00a0МБ"


def _path(school: School, file: SchoolFile) -> str:
    return str(PurePosixPath(school.path).parent / file.file)
