"""oEmbed 1.0 as a file: an address alone on a line becomes a frame on sites that ask for it, WordPress first of all.

WordPress takes `rich` only as a frame, and measures the frame only beside a quotation of this class (wp-includes/embed.php); to a
role that may paste neither frames nor scripts this is the only way to more than a link. It shows at most 1,000 px.
"""

from __future__ import annotations

from html import escape
from typing import Any

from generator.render.embed.data import Section
from generator.render.site import World

WIDTH, HEIGHT = 600, 600  # pixels until the frame tells its own height


def oembed(world: World, section: Section, folder: str, small: str = "") -> dict[str, Any]:
    """The answer about a section in `folder`; `small` is the page below it that fits a thousand pixels."""
    url, title = world.absolute(folder), section.full_title
    quotation = f'<blockquote class="wp-embedded-content"><a href="{escape(url)}">{escape(title, quote=False)}</a></blockquote>'
    frame = (
        f'<iframe class="wp-embedded-content" src="{escape(url + small)}" title="{escape(title)}" width="{WIDTH}" height="{HEIGHT}"'
        ' frameborder="0" marginwidth="0" marginheight="0"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": section.school_name or world.settings.owner.name,
        "author_url": section.page,
        "provider_name": section.bank,
        "provider_url": section.home,
        "width": WIDTH,
        "height": HEIGHT,
        "html": quotation + frame,
    }
