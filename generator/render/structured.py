"""What a page says to programs: a card as schema.org data (HowTo and LearningResource), in JSON-LD 1.1.

A block of data is no script to a browser's policy (HTML Living Standard, «data block»), so the page stays without inline code.
"""

from __future__ import annotations

import json

from markupsafe import Markup

from generator.model import Practice
from generator.render.site import World, practice_url

PERIODS = {"hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}  # ISO 8601 durations


def practice_data(world: World, card: Practice) -> Markup:
    """A card's data block, ready to stand in its page."""
    bank, url = world.bank, world.absolute(practice_url(card))
    steps = card.section("steps")
    school = bank.school_by_id.get(card.organization)
    data = {
        "@context": "https://schema.org",
        "@type": ["HowTo", "LearningResource"],
        "@id": url,
        "url": url,
        "name": card.title,
        "description": card.summary,
        "inLanguage": "ru",
        "keywords": list(card.keywords),
        "educationalLevel": [bank.term("education_levels", name).label for name in card.education_level],
        "audience": {"@type": "EducationalAudience", "educationalRole": [bank.term("mentee_groups", name).label for name in card.mentee_group]},
        "totalTime": PERIODS[card.duration.unit].format(card.duration.value),
        "dateCreated": card.created.isoformat(),
        "dateModified": card.updated.isoformat(),
        "license": bank.term("licenses", card.license).url or bank.term("licenses", card.license).label,
        "isPartOf": {"@type": "WebSite", "name": world.settings.name, "url": world.settings.url},
        "publisher": {"@type": "Organization", "name": world.settings.owner.name},
        "author": {"@type": "Organization", "name": school.name_short} if school else None,
        "step": [{"@type": "HowToStep", "name": item.title, "url": f"{url}#steps-{number}"} for number, item in enumerate(steps.items if steps else (), 1)],
    }
    text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False, separators=(",", ":"))
    # «<» could end the block; JSON may write it as an escape.
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text.replace("<", "\\u003c")))  # noqa: S704
