"""The shipped site with a stand-in for the engine and invented records: what the pages do with answers, whatever the bank holds."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.sites import Site

FAKE = Path(__file__).with_name("fake_engine.js")
Doc = Mapping[str, Any]
FACETS = {
    "deficit": {"metodicheskie": "методические", "ikt": "ИКТ", "normativnye": "нормативные"},
    "mentee_group": {"molodoj": "молодой педагог", "novyj-v-kollektive": "новый педагог"},
}


def practice(number: int, **changed: Any) -> Doc:
    """Practice `number`: even ones are for «методические», odd ones for «ИКТ», every third for the young, others for the new."""
    deficit, group = ("ikt" if number % 2 else "metodicheskie"), ("novyj-v-kollektive" if number % 3 else "molodoj")
    made = {
        "id": f"practice/p-{number}", "kind": "practice", "url": f"practices/p-{number}/", "title": f"Урок {number:02}", "summary": f"О том, как идёт урок {number:02}.",
        "origin": "methodical", "meta": "3 месяца; молодой педагог", "facets": {"deficit": [deficit], "mentee_group": [group]},
    }  # fmt: skip
    return {**made, **changed}


def other(kind: str, title: str) -> Doc:
    """A record of another kind."""
    return {"id": f"{kind}/x", "kind": kind, "url": f"{kind}s/x/", "title": title, "summary": "О чём это.", "facets": {}}


DOCS = (
    *(practice(number) for number in range(45)),
    practice(50, title="Семья", summary="О том, как говорить с семьёй.", facets={"deficit": ["ikt"], "mentee_group": ["novyj-v-kollektive"]}),
    other("program", "Дневник урока"),
    other("term", "Дисциплина"),
)


def faked(site: Site, folder: Path, docs: Iterable[Doc] = DOCS) -> Path:
    """A copy of the site in `folder`, its search answered by the stand-in over `docs`."""
    shutil.copytree(site.out, folder)
    tell(folder, docs)
    shutil.copy(FAKE, folder / "assets" / "js" / "search" / "core.js")
    return folder


def tell(folder: Path, docs: Iterable[Doc]) -> None:
    """What the stand-in knows from now on."""
    held = list(docs)
    counted = {name: {id_: sum(id_ in doc["facets"].get(name, ()) for doc in held) for id_ in values} for name, values in FACETS.items()}
    facets = [
        {"field": name, "label": name, "values": [{"id": id_, "label": label, "count": counted[name][id_]} for id_, label in values.items()]}
        for name, values in FACETS.items()
    ]
    (folder / "search" / "fake.json").write_text(json.dumps({"docs": held, "facets": facets}, ensure_ascii=False), encoding="utf-8")


def plain(text: str | None) -> str:
    """A text with ordinary spaces."""
    return re.sub(r"\s+", " ", text or "").strip()
