"""The lines people paste into their sites, the best first. Once given they stay pasted for years, so they only ever get new sisters."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha384
from html import escape
from pathlib import Path
from typing import NamedTuple

from generator.model import School
from generator.render.site import EMBED, World, embed_url

RELEASED = "released"
LOADER = "e.js"
"""The newest release of the loader. Released bytes never change: pasted lines hold their hash."""


class Line(NamedTuple):
    """One way to embed: its id, what it is called for a curator, and what to copy."""

    id: str
    label: str
    code: str


def embed_lines(world: World, school: School) -> tuple[Line, ...]:
    """What a curator can take."""
    folder = embed_url(school)
    text = f"Наставничество: документы, куратор, новости, практики – {school.name_short}"
    url = world.absolute(folder)
    return (
        *lines(world, folder, text),
        Line("text", "Адрес текста раздела: откройте, скопируйте и вставьте в редактор", f"{url}fragment.html"),
        Line("php", "Строка для сайта на PHP, где лежит файл nastavnik.php", f"<?php require_once 'nastavnik.php'; nastavnik('{url}'); ?>"),
        Line("zip", "Архив: раздел со всеми файлами", f"{url}site.zip"),
        Line("feed", "Лента новостей и событий (Atom)", f"{url}feed.atom"),
    )


def lines(world: World, folder: str, text: str) -> tuple[Line, ...]:
    """The lines of any section in `folder`; `text` is what its link is called.

    `!important` is there because the scripts of «версия для слабовидящих» hide frames; `frame-sizing` gives the frame its
    exact height without scripts where the browser knows it, `min-height` a whole screen where it does not.
    """
    url, title = escape(world.absolute(folder)), escape(text)
    link = f'<a href="{url}">{escape(text, quote=False)}</a>'
    size = "vertical-align:top;width:100%;min-height:100vh;frame-sizing:content-height"
    return (
        Line("script", "Раздел на странице", f'<div class="nb-embed">{link}</div>{_script(world)}'),
        Line("object", "Раздел без скриптов", f'<object type="text/html" data="{url}" title="{title}" style="display:inline!important;{size}">{link}</object>'),
        Line(
            "iframe",
            "Раздел в рамке (iframe), если редактор принимает только её",
            f'<iframe src="{url}" title="{title}" loading="lazy" style="display:block!important;border:0;{size}"></iframe><p>{link}</p>',
        ),
        Line("address", "Адрес отдельной строкой, для WordPress", world.absolute(folder)),
        Line("link", "Ссылка на раздел", link),
    )


def _script(world: World) -> str:
    url = escape(world.absolute(f"{EMBED}{LOADER}"))
    sealed = f' integrity="{_integrity(world.theme)}" crossorigin="anonymous"' if world.settings.embed.cors else ""
    return f'<script async src="{url}"{sealed}></script>'


@cache
def _integrity(theme: Path) -> str:
    """Subresource Integrity of the loader: a seized bank cannot run another script on the sites of schools."""
    return "sha384-" + b64encode(sha384((theme / "embeds" / RELEASED / LOADER).read_bytes()).digest()).decode()
