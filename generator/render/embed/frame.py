"""A section as a page for frames: one file with its style and script inside, allowed by their hashes and nothing else.

One request then shows a frame, and a saved copy of it still looks and prints right.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.render.embed.data import Section
from generator.render.minified import minified
from generator.render.site import World
from generator.render.templates import environment

Href = Callable[[str], str]


def frame_page(world: World, section: Section, href: Href, folder: str, module: str = "") -> bytes:
    """The page of a section; `href` turns full addresses into those to write, `folder` is where its feeds and oembed.json lie.

    `module`, a script of the site, may fetch from the site. It is named by host too: «self» is nobody in a frame of an opaque origin.
    """
    style, script = inside(world.theme)
    own = f" 'self' {origin(world.settings.url)}" if module else ""
    fetch = f" connect-src{own};" if module else ""
    template = environment(world.theme).get_template("embeds/page.html.j2")
    text = template.render(
        section=section,
        href=href,
        folder=world.absolute(folder),
        style=Markup(style),  # noqa: S704  # files of the theme
        script=Markup(script),  # noqa: S704
        module=module,
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}{own};{fetch} base-uri 'none'; form-action 'none'",
    )
    return (text.strip() + "\n").encode()


def origin(url: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def inside(theme: Path) -> tuple[str, str]:
    """The style and the script of frame pages, minified: asked for before work is dealt out (`minified`)."""
    folder = theme / "embeds"
    files = (("text/css", "embed.css"), ("application/javascript", "frame.js"))
    style, script = (minified(kind, (folder / name).read_text(encoding="utf-8")) for kind, name in files)
    return style, script


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
