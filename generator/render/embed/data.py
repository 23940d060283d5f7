"""The shape of a section: what every way of embedding is made of, data.json, and the schema of data.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a block. `text` says by itself where `url` leads; `group` is the heading it stands under, if any."""

    text: str
    url: str = ""
    meta: str = ""
    detail: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the section; `kind` is list or cards."""

    id: str
    title: str
    kind: str = "list"
    text: str = ""
    entries: tuple[Entry, ...] = ()
    more: Entry | None = None

    @property
    def groups(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """Entries by their group, in order; ungrouped ones under the empty name."""
        return tuple((name, tuple(found)) for name, found in groupby(self.entries, key=lambda entry: entry.group))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A whole section: a school's, or the region's (then `school` and `school_name` are empty). Addresses are absolute.

    `page` is where the same stands on the site, `page_text` what a link there is called.
    """

    title: str
    updated: date
    updated_text: str
    home: str
    page: str
    page_text: str
    bank: str
    blocks: tuple[Block, ...]
    school: str = ""
    school_name: str = ""
    notice: str = ""

    @property
    def full_title(self) -> str:
        """What a window or a frame is called."""
        return " – ".join(filter(None, (self.title, self.school_name)))


def as_data(section: Section) -> dict[str, Any]:
    """data.json, version 1. It only grows: readers skip the keys they do not know."""
    return _filled(
        {
            "v": 1,
            "school": section.school,
            "title": section.title,
            "school_name": section.school_name,
            "notice": section.notice,
            "updated": section.updated.isoformat(),
            "updated_text": section.updated_text,
            "home": section.home,
            "page": section.page,
            "bank": section.bank,
        }
    ) | {"sections": [_block_data(block) for block in section.blocks]}


def data_schema(url: str) -> dict[str, Any]:
    """JSON Schema of data.json; `url` is the root of the site."""
    text = {"type": "string", "minLength": 1}
    address = {"type": "string", "pattern": "^https?://"}
    link = {"type": "object", "required": ["t", "u"], "properties": {"t": text, "u": address}}
    entry = {
        "type": "object",
        "required": ["t"],
        "properties": {
            "t": {**text, "description": "Текст; у файла в нём названы формат и размер."},
            "u": {**address, "description": "Полный адрес; без него это просто строка."},
            "m": {**text, "description": "Реквизиты, дата, число."},
            "d": {**text, "description": "Пояснение."},
            "g": {**text, "description": "Подзаголовок; строки одного подзаголовка идут подряд."},
        },
    }
    block = {
        "type": "object",
        "required": ["id", "title", "kind", "items"],
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z]+$"},
            "title": text,
            "kind": {"enum": ["list", "cards"]},
            "text": text,
            "items": {"type": "array", "items": entry},
            "more": link,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{url}api/v1/schema/embed.json",
        "title": "Раздел для показа на других сайтах",
        "description": "Содержание data.json внутри embed/v1/: у разделов организаций есть school и school_name, у разделов региона их нет. Версия 1 только дополняется: незнакомые ключи пропускайте.",
        "type": "object",
        "required": ["v", "title", "updated", "updated_text", "home", "page", "sections"],
        "dependentRequired": {"school": ["school_name"], "school_name": ["school"]},
        "properties": {
            "v": {"const": 1},
            "school": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"},
            "title": text,
            "school_name": text,
            "notice": {**text, "description": "Оговорка, которую нужно показать первой."},
            "updated": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
            "updated_text": text,
            "home": address,
            "page": address,
            "bank": text,
            "sections": {"type": "array", "items": block},
        },
    }


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None)}


def _block_data(block: Block) -> dict[str, Any]:
    return _filled(
        {
            "id": block.id,
            "title": block.title,
            "kind": block.kind,
            "text": block.text,
            "items": [_entry_data(entry) for entry in block.entries],
            "more": _entry_data(block.more) if block.more else None,
        }
    )


def _entry_data(entry: Entry) -> dict[str, str]:
    return _filled({"t": entry.text, "u": entry.url, "m": entry.meta, "d": entry.detail, "g": entry.group})
