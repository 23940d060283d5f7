"""A card's data for programs: it is JSON, says what the card says, and cannot end its own block."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from tests.sites import Site


def data_of(page: str) -> dict[str, object]:
    """The data block of a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    data: dict[str, object] = json.loads(found[0])
    return data


def test_card_tells_programs_what_it_tells_people(built: Callable[[str], Site]) -> None:
    """Name, steps with their anchors, dates and the organisation are those of the page."""
    page = built("full").page("practices/opyt-a")
    data = data_of(page)
    assert data["name"] in page
    assert data["inLanguage"] == "ru"
    steps = data["step"]
    assert isinstance(steps, list)
    assert len(steps) >= 3
    for step in steps:
        assert f'id="{step["url"].rpartition("#")[2]}"' in page
    assert data["author"] == {"@type": "Organization", "name": "Организация А"}


def test_title_cannot_end_the_block(built: Callable[[str], Site]) -> None:
    """Signs of HTML in a title stay inside the data."""
    page = built("full").page("practices/metod")
    assert "<" in str(data_of(page)["name"])
