"""/api/v1: the shape other programs rely on, whole addresses, and nothing that must not leave the bank."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import render_worlds as worlds

from generator.load import read_source, walk
from generator.model.records import Attachment, Observation, Pairs
from generator.render.api import api_files, practice_file
from generator.render.site import World
from generator.render.whole import whole, words, words_of
from generator.schema import kind
from generator.schema.body import Section
from generator.schema.export import public_schema

GOLDEN = worlds.ROOT / "tests" / "golden" / "api"
Golden = Callable[[Path, str], None]


def read(files: dict[str, bytes], name: str) -> Any:
    """One file of the API."""
    return json.loads(files[f"api/v1/{name}"])


def strings(value: object) -> Iterator[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def with_card(**values: Any) -> World:
    """The minimal bank with its card changed."""
    base = worlds.minimal()
    opyt = msgspec.structs.replace(base.bank.practice_by_id["opyt"], **values)
    return worlds.with_bank(base, practices=tuple(opyt if card.id == "opyt" else card for card in base.bank.practices))


@pytest.mark.parametrize("name", ["index", "practices", "practices/opyt", "programs", "schools", "collections", "regulation"])
def test_golden(golden: Golden, name: str) -> None:
    """The files are exactly these: the contract of /api/v1."""
    data = api_files(worlds.minimal())[f"api/v1/{name}.json"]
    golden(GOLDEN / f"{name}.json", msgspec.json.format(data.decode(), indent=1) + "\n")


def test_every_file_names_its_version() -> None:
    """Each file is UTF-8 JSON and says which version of the API it belongs to; schemas say it by their address."""
    for name, data in api_files(worlds.minimal()).items():
        value = json.loads(data)
        if "/schema/" in name:
            assert value["$id"] == f"https://bank.example/{name}"
        else:
            assert value["schema_version"] == 1


def test_index_leads_to_files() -> None:
    """Every file the index names is made; manifest.json is the publisher's."""
    files = api_files(worlds.minimal())
    index = read(files, "index.json")
    named = [*index["files"].values(), *index["schemas"].values()]
    missing = [url for url in named if url.removeprefix("https://bank.example/") not in files]
    assert missing == ["https://bank.example/api/v1/manifest.json"]
    assert index["counts"]["practices"] == len(read(files, "practices.json")["items"])


def test_list_leads_to_cards() -> None:
    """Each card of the list has its file, and the file says the same."""
    files = api_files(worlds.minimal())
    for item in read(files, "practices.json")["items"]:
        card = json.loads(files[item["api"].removeprefix("https://bank.example/")])
        assert card["url"] == item["url"]
        assert card["fields"]["title"] == item["title"]
        assert [section["id"] for section in card["sections"]][:2] == ["problem", "goal"]


def test_facets_have_ids_and_labels() -> None:
    """Values of vocabularies carry an id and a label, in lists and alone; a scale's number is its term's id."""
    (item,) = [item for item in read(api_files(worlds.minimal()), "practices.json")["items"] if item["id"] == "opyt"]
    assert item["form"]["id"] == "pedagog-pedagog"
    assert item["topic"][0].keys() == {"id", "label"}
    assert item["evidence"]["id"] == "1"
    assert item["evidence"]["label"] != "1"
    assert item["origin"] == {"id": "reported", "label": "Опыт организации"}
    assert item["organization"]["url"] == "https://bank.example/schools/primer/"


def test_drafts_stay_inside() -> None:
    """A card that is not published is in no file, and nothing refers to it."""
    files = api_files(with_card(status="draft"))
    assert "api/v1/practices/opyt.json" not in files
    assert not [name for name, data in files.items() if b"practices/opyt/" in data]
    assert "practices" not in read(files, "schools.json")["items"][0]


def test_journal_numbers_and_paths_stay_inside() -> None:
    """Numbers of consents and paths of files are for editors."""
    files = {name: data for name, data in api_files(worlds.minimal()).items() if "/schema/" not in name}
    assert not [name for name, data in files.items() if "Д-1/2026".encode() in data or b"consent_ref" in data or b"index.md" in data]


def test_texts_have_whole_addresses() -> None:
    """Links inside HTML work away from their page; clauses become links; markup a writer typed stays text."""
    text = "См. {п:1.1}, [соседа](../primer/index.md) и <script>alert(1)</script>"
    base = with_card(sections=(Section("problem", "Проблема", 0, text),))
    (section,) = json.loads(practice_file(base, base.bank.practice_by_id["opyt"]))["sections"]
    assert 'href="https://bank.example/regulation/p-1-1/"' in section["html"]
    assert 'href="https://bank.example/practices/primer/"' in section["html"]
    assert "<script" not in section["html"]
    assert section["text"] == "См. п. 1.1, соседа и <script>alert(1)</script>"


def test_steps_keep_their_lines() -> None:
    """Steps are given whole and line by line."""
    card = read(api_files(worlds.minimal()), "practices/opyt.json")
    steps = next(section for section in card["sections"] if section["id"] == "steps")
    assert len(steps["items"]) == 3
    assert [line["label"] for line in steps["items"][0]["lines"]] == ["Кто", "Когда", "Продукт"]
    assert steps["items"][0]["lines"][0]["text"] == "наставник и группа наставляемых"


def test_attachments_have_addresses_and_sizes(tmp_path: Path) -> None:
    """A file of a card: where it is, what it is, how many kilobytes."""
    base = with_card(attachments=(Attachment(file="list.pdf", title="Лист", kind="metodika", license="cc-by-4.0"),))
    base = World(base.bank, base.settings, base.theme, tmp_path)
    path = tmp_path / "practices" / "opyt" / "list.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * 1025)
    (file,) = json.loads(practice_file(base, base.bank.practice_by_id["opyt"]))["fields"]["attachments"]
    assert (file["url"], file["format"], file["size"]) == ("https://bank.example/practices/opyt/list.pdf", "PDF", 2)


def test_small_groups_stay_inside() -> None:
    """Numbers about fewer than five people are not in the API either."""
    base = worlds.with_school(
        worlds.minimal(),
        pairs=(Pairs(topic="metodika", count=4), Pairs(topic="inoe", count=9)),
        monitoring=(Observation(indicator="adaptaciya", value="тайна", n=4, date=date(2026, 5, 20)),),
    )
    (school,) = read(api_files(base), "schools.json")["items"]
    assert [row["count"] for row in school["pairs"]] == [9]
    assert "monitoring" not in school


def test_former_ids_keep_working() -> None:
    """A renamed card's old file is the same file; an alias never takes another card's place."""
    files = api_files(with_card(aliases=("staroe-imya", "primer")))
    assert files["api/v1/practices/staroe-imya.json"] == files["api/v1/practices/opyt.json"]
    assert read(files, "practices/primer.json")["id"] == "primer"


def test_schemas_are_schemas() -> None:
    """Each public schema is a valid JSON Schema with its enums filled and its x- keys kept."""
    base = worlds.minimal()
    files = api_files(base)
    for name, data in files.items():
        if "/schema/" in name:
            jsonschema.Draft202012Validator.check_schema(json.loads(data))
    topic = read(files, "schema/practice.json")["properties"]["topic"]["items"]
    assert topic["enum"] == [term.id for term in base.bank.vocabularies["topics"].terms]
    assert topic["x-vocabulary"] == "topics"


def test_public_schema_holds_for_the_files() -> None:
    """The front matter of a card passes the public schema as it is, and does not with an unknown topic."""
    base = worlds.minimal()
    schema = public_schema(kind("practice"), base.bank.vocabularies, f"{base.settings.url}api/v1/")
    entry = next(entry for entry in walk(base.root)[0].records if entry.id == "opyt")
    source, _ = read_source(base.root, entry)
    assert source is not None
    values = json.loads(json.dumps(source.values))
    jsonschema.validate(values, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**values, "topic": ["net-takoj"]}, schema)


def test_all_addresses_are_whole() -> None:
    """Nothing in the data is an address relative to some page."""
    for name, data in api_files(worlds.minimal()).items():
        if "/schema/" not in name:
            assert not [text for text in strings(json.loads(data)) if 'href="' in text and 'href="http' not in text]
            assert not [text for text in strings(json.loads(data)) if text.startswith("../")]


def test_same_bank_same_bytes() -> None:
    """Two builds give the same files in the same order."""
    first, second = (api_files(worlds.minimal()) for _ in range(2))
    assert list(first.items()) == list(second.items())


def test_whole() -> None:
    """Relative links and pictures, fragments, links of other sites."""
    base = worlds.minimal()
    html = '<p><a href="../b/#x">б</a> <a href="#y">у</a> <a href="https://e.example/">е</a> <img src="a.png" alt="а"></p>'
    assert whole(base, "practices/a/", html) == (
        '<p><a href="https://bank.example/practices/b/#x">б</a> <a href="https://bank.example/practices/a/#y">у</a> '
        '<a href="https://e.example/">е</a> <img src="https://bank.example/practices/a/a.png" alt="а"></p>'
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("просто слова", "просто слова"),
        ("**жирно** и [ссылка](https://e.example/)", "жирно и ссылка"),
        ("по {п:1.1}", "по п. 1.1"),
        ("по {п:9.9}", "по п. 9.9"),
        ("1. пункт", "пункт"),
        ("- пункт", "пункт"),
        ("2026. Год", "Год"),
        ("Q&amp;A", "Q&A"),
        ("a\nb", "a b"),
    ],
)
def test_words(text: str, said: str) -> None:
    """Words of a Markdown text; the short way for plain lines gives what the parser would."""
    assert words(worlds.minimal(), text) == said


def test_words_of_html() -> None:
    """Blocks and rows stay apart, entities become characters, tags are gone."""
    assert words_of("<h3>А</h3>\n<ul>\n<li>б &lt;в&gt;</li><li>г</li></ul>") == "А\nб <в>\nг"
