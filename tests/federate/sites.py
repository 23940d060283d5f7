"""Regions' sites as small folders of just the files that a federation reads, made by the functions that publish them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.federate import Federated, federate, place
from generator.publish.manifest import MANIFEST, manifest, stamp
from generator.render.search.documents import PRIORS, Document
from generator.render.search.index import Extra, index_files
from generator.render.search.shards import compact, varint

REGIONS = ("Алтайский край", "Белгородская область", "Вологодская область", "Иркутская область", "Калужская область", "Курганская область", "Омская область",
           "Пензенская область", "Рязанская область", "Томская область")  # fmt: skip
SUBJECTS = ("дроби", "климат", "баллада", "фотосинтез", "реформы", "алгоритмы", "пейзаж", "проценты", "местоимения", "симметрия")


@dataclass
class Site:
    """A region's site in `folder`; `write` publishes what it holds."""

    folder: Path
    region: str
    cards: list[Document]
    pages: int = 2
    deficits: dict[str, tuple[str, int]] = field(default_factory=lambda: {"noise": ("Шум на уроке", 2)})
    base: str = ""

    @property
    def url(self) -> str:
        """Its address."""
        return self.base or f"https://{self.folder.name}.example/"

    def write(self) -> Site:
        """Publish it."""
        others = [
            Document(id=f"page-{number}", url=f"knowledge/page-{number}/", kind="page", title=f"Страница {number}", summary="О наставничестве.")
            for number in range(self.pages)
        ]
        values = [{"id": name, "label": label, "count": count} for name, (label, count) in self.deficits.items()]
        head = compact({"fields": [{"field": "deficit", "label": "Затруднение", "values": values}]})
        facets = varint(len(head)) + head + bytes(-(-len(self.cards) // 8) * len(values))
        named = [("deficit", name, label, count, [["шум"]]) for name, (label, count) in self.deficits.items()]
        also = (("индивидуальный маршрут", ("индивидуальн", "маршрут"), ("иом",)),)
        files = {f"search/{name}": data for name, data in index_files([*others, *self.cards], Extra(PRIORS, also=also, choices=facets, values=named)).items()}
        about = {"name": f"Банк: {self.region}", "region": self.region, "url": self.url, "generated_from": "2026-11-20", "counts": {"schools": 3}}
        feed = {
            "items": [
                {"url": self.url + card.url, "title": card.title, "summary": card.summary, "date_published": "2026-11-19T00:00:00Z"}
                for card in self.cards[::-1]
            ]
        }
        files |= {"api/v1/index.json": json.dumps(about).encode(), "feed.json": json.dumps(feed).encode()}
        self.put(files)
        return self

    def put(self, files: dict[str, bytes]) -> None:
        """Let the site hold these files, and a manifest that is true."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                path.unlink()
        for path, data in {**files, MANIFEST: manifest({path: stamp(data) for path, data in files.items()})}.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(data)

    def files(self) -> dict[str, bytes]:
        """What it holds, without the manifest."""
        return {
            name: path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and (name := path.relative_to(self.folder).as_posix()) != MANIFEST
        }


def card(name: str, title: str, summary: str, body: str = "") -> Document:
    """A practice as the search knows it."""
    return Document(
        id=name, url=f"practices/{name}/", kind="practice", title=title, summary=summary, meta="4 месяца; доказательность 2 из 4", origin="reported", body=body
    )


def cards(number: int, many: int = 4) -> list[Document]:
    """Cards of the region of a number: one of its own, the others as everywhere."""
    own = card(
        f"own-{number}", f"Разбор темы «{SUBJECTS[number]}» с наставником", f"Пара ведёт записи, тема – {SUBJECTS[number]}.", "Короткий разговор после урока."
    )
    common = [
        card(
            f"common-{number}-{at}",
            f"Тихий урок, часть {at + 1}",
            "Шумно на уроке: наставник показывает начало занятия.",
            f"Слово{at}опыт региона номер{number}.",
        )
        for at in range(many - 1)
    ]
    return [*common, own]


def ten(folder: Path, many: int = 4) -> list[Site]:
    """Ten regions' sites."""
    return [Site(folder / f"r{number}", name, cards(number, many)).write() for number, name in enumerate(REGIONS)]


def joined(sites: Sequence[Site | str], out: Path, *, strict: bool = False) -> Federated:
    """The catalogue of these sites in `out`."""
    sources = [place(site if isinstance(site, str) else str(site.folder)) for site in sites]
    return federate([source for source in sources if source], out, strict=strict, say=lambda _: None)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a catalogue by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
