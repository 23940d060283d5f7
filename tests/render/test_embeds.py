"""The embedded section: what it shows, what it keeps to itself, and that each way of taking it says the same."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from hashlib import sha256, sha384
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import render_worlds as worlds

from generator.model import Act
from generator.model.records import Event, Link, Observation, Pairs, Practice, SchoolFile, SchoolProgram
from generator.render.embed.data import as_data, data_schema
from generator.render.embed.files import embed_files, school_files
from generator.render.embed.lines import embed_lines
from generator.render.embed.region import QUERY
from generator.render.embed.section import section_of
from generator.render.files import size_text
from generator.render.site import World
from generator.settings import Embed

GOLDEN = worlds.ROOT / "tests" / "golden" / "embed"
FOLDER = "embed/v1/s/primer/"
Golden = Callable[[Path, str], None]


class Markup(HTMLParser):
    """Tags with their attributes, and the words, of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words += data.split()

    def all(self, name: str) -> list[dict[str, str | None]]:
        """Attributes of every tag of that name."""
        return [attributes for tag, attributes in self.tags if tag == name]

    @property
    def text(self) -> str:
        """All words, one space between them."""
        return " ".join(self.words)


def data_of(world: World) -> dict[str, Any]:
    """data.json of the only school."""
    found: dict[str, Any] = json.loads(school_files(world, world.bank.schools[0])["data.json"])
    return found


def block(world: World, name: str) -> dict[str, Any]:
    """One block of data.json, empty when it is not there."""
    found: dict[str, Any] = next((item for item in data_of(world)["sections"] if item["id"] == name), {})
    return found


def texts(world: World, name: str) -> list[str]:
    """Texts of the lines of a block."""
    return [item["t"] for item in block(world, name).get("items", [])]


def card(base: World, name: str, **values: Any) -> Practice:
    """A card like the first one of the bank."""
    return msgspec.structs.replace(base.bank.practices[0], id=name, path=f"practices/{name}/index.md", title=f"Карточка {name}", **values)


def test_lines_golden(golden: Golden) -> None:
    """Lines already pasted on school sites must never need a change, so neither may these."""
    base = worlds.minimal()
    text = "".join(f"{line.id}: {line.label}\n{line.code}\n\n" for line in embed_lines(base, base.bank.schools[0]))
    golden(GOLDEN / "lines.txt", re.sub(r"sha384-[^\"]+", "sha384-…", text))


def test_data_follows_its_schema() -> None:
    """data.json of every shipped and test school passes the public schema."""
    schema = data_schema("https://bank.example/")
    jsonschema.Draft202012Validator.check_schema(schema)
    for base in (worlds.minimal(), worlds.world(worlds.ROOT)):
        assert base.bank.schools
        for school in base.bank.schools:
            jsonschema.validate(as_data(section_of(base, school)), schema)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("v"),
        lambda data: data.update(v=2),
        lambda data: data.update(page="schools/primer/"),
        lambda data: data["sections"][0].update(kind="table"),
        lambda data: data["sections"][1]["items"][0].pop("t"),
        lambda data: data["sections"][1]["items"][0].update(u="javascript:alert(1)"),
        lambda data: data["sections"][1]["items"][0].update(m=""),
    ],
)
def test_schema_refuses(spoil: Callable[[dict[str, Any]], Any]) -> None:
    """The schema is not a rubber stamp: each of these is refused."""
    data = data_of(worlds.minimal())
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, data_schema("https://bank.example/"))


def test_page_loads_nothing() -> None:
    """One style and one script stand inside the page and its policy names their hashes; nothing else is allowed or asked for."""
    html = embed_files(worlds.minimal())[FOLDER + "index.html"].decode()
    page = Markup(html)
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "link", "style", "body", "main", "section", "footer", "h1", "h2", "h3", "p", "ul", "li", "a", "br", "span", "script",
    }  # fmt: skip
    assert not [attributes for _, attributes in page.tags if {"style", "itemprop", "onclick", "src"} & attributes.keys()]
    assert {link["rel"] for link in page.all("link")} == {"canonical", "alternate"}
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    inside = [re.search(f"<{name}>(.*?)</{name}>", html, re.DOTALL)[1] for name in ("style", "script")]  # type: ignore[index]
    style, script = (f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inside)
    assert policy == f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def test_page_head() -> None:
    """The page names its language and itself, stays out of the index, and lets frames take its height."""
    page = Markup(embed_files(worlds.minimal())[FOLDER + "index.html"].decode())
    metas = {meta.get("name"): meta.get("content") for meta in page.all("meta")}
    assert page.all("html") == [{"lang": "ru"}]
    assert metas["robots"] == "noindex, follow"
    assert metas["responsive-embedded-sizing"] == "allow-origins=*"
    assert [link["href"] for link in page.all("link") if link["rel"] == "canonical"] == ["https://bank.example/schools/primer/"]


@pytest.mark.parametrize("name", ["index.html", "fragment.html"])
def test_headings_step_by_one(name: str) -> None:
    """A heading is never more than one level below the one before it; the page has one h1, the fragment none."""
    base = worlds.world(worlds.ROOT)
    html = school_files(base, base.bank.schools[0])[name].decode()
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels.count(1) == (1 if name == "index.html" else 0)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert 3 in levels


def test_links_of_the_page() -> None:
    """Links open in a new tab; those into the bank are relative, so that a copy on another host stays whole."""
    links = Markup(embed_files(worlds.minimal())[FOLDER + "index.html"].decode()).all("a")
    assert len(links) > 5
    assert all(link["target"] == "_blank" and link["rel"] == "noopener" for link in links)
    assert not [link for link in links if str(link["href"]).startswith("https://bank.example")]
    assert "../../../../schools/primer/" in [link["href"] for link in links]


def test_fragment_is_plain() -> None:
    """The fragment keeps nothing an editor would cut, and is ASCII, so that pages of any encoding show it right."""
    data = embed_files(worlds.minimal())[FOLDER + "fragment.html"]
    assert data.isascii()
    fragment = Markup(data.decode())
    assert {tag for tag, _ in fragment.tags} <= {"h2", "h3", "h4", "p", "ul", "ol", "li", "a", "br"}
    assert all(attributes.keys() <= {"href"} for _, attributes in fragment.tags)
    assert all(str(link["href"]).startswith("https://") for link in fragment.all("a"))
    assert "Наставничество" in fragment.text or "наставничества" in fragment.text


def test_all_ways_say_the_same() -> None:
    """Every text and address of data.json stands in the fragment, and every text on the page."""
    base = worlds.world(worlds.ROOT)
    for school in base.bank.schools:
        files = school_files(base, school)
        page, fragment = Markup(files["index.html"].decode()), Markup(files["fragment.html"].decode())
        hrefs = {link["href"] for link in fragment.all("a")}
        for part in json.loads(files["data.json"])["sections"]:
            for item in (part, *part["items"]):
                for key in ("title", "text", "t", "m", "d", "g"):
                    said = " ".join(item.get(key, "").split())
                    assert said in page.text
                    assert said in fragment.text
                assert item.get("u") is None or item["u"] in hrefs


def test_small_groups_are_not_shown() -> None:
    """Numbers about fewer than five people never leave the bank; five is shown."""
    base = worlds.with_school(
        worlds.minimal(),
        pairs=(Pairs(topic="metodika", count=5), Pairs(topic="inoe", count=4)),
        monitoring=(
            Observation(indicator="adaptaciya", value="3,3 балла", n=5, date=date(2026, 5, 20)),
            Observation(indicator="adaptaciya", value="1,7 балла", n=4, date=date(2026, 5, 20)),
        ),
    )
    assert len(texts(base, "pairs")) == 1
    assert texts(base, "pairs")[0].endswith("– 5\u00a0человек")
    assert [item["m"] for item in block(base, "monitoring")["items"]] == ["3,3 балла; 5\u00a0человек; 20\u00a0мая 2026\u00a0года"]


def test_only_small_groups_leave_no_block() -> None:
    """A block of nothing but small numbers is not there, its explanation neither."""
    base = worlds.with_school(worlds.minimal(), pairs=(Pairs(topic="metodika", count=4),), monitoring=())
    assert not block(base, "pairs")
    assert "человек" not in school_files(base, base.bank.schools[0])["index.html"].decode()


def test_empty_blocks_disappear() -> None:
    """A school that filled in only the required fields has no empty headings."""
    nothing: dict[str, Any] = dict.fromkeys(("documents", "programs", "pairs", "practices", "templates", "materials", "monitoring", "links"), ())
    base = worlds.with_bank(worlds.with_school(worlds.minimal(), about="", shmo=None, incentives="", **nothing), practices=(), news=(), events=(), acts=())
    assert [part["id"] for part in data_of(base)["sections"]] == ["curator"]


def test_about_leads_to_the_clause_on_the_curator() -> None:
    """The section names the numbered clause that makes the curator answer for it; a bank whose order has none, nothing."""
    base = worlds.minimal()
    roles = base.bank.vocabularies["roles"]
    terms = tuple(msgspec.structs.replace(term, source="p-1-1" if term.id == "kurator" else "") for term in roles.terms)
    vocabularies = {**base.bank.vocabularies, "roles": msgspec.structs.replace(roles, terms=terms)}
    (item,) = block(worlds.with_bank(base, vocabularies=vocabularies), "about")["items"]
    assert item["t"] == "Положение о наставничестве, п. 1.1 «Кто отвечает за наставничество»"
    assert item["u"] == "https://bank.example/regulation/p-1-1/"
    assert block(worlds.with_bank(base, vocabularies=vocabularies, document=None), "about")["items"] == []


def test_acts_of_the_register() -> None:
    """Dead and unchecked acts are left out; the order itself is shown with a warning, and so is what must be compared."""

    def act(name: str, status: str, *, checked: bool) -> Act:
        return Act(id=name, level="federal", issuer="Ведомство", type="приказ", number="7", title=f"Акт {name}", status=status, checked=checked)

    base = worlds.minimal()
    acts = (
        *base.bank.acts, act("zhivoj", "in_force", checked=True), act("neproverennyj", "in_force", checked=False),
        act("utratil", "repealed", checked=True), act("istoriya", "historic", checked=True), act("sverit", "check", checked=True),
    )  # fmt: skip
    shown = {item["t"]: item.get("m", "") for item in block(worlds.with_bank(base, acts=acts), "acts")["items"]}
    order = base.bank.acts[0].title
    assert list(shown) == [order, "Акт zhivoj", "Акт sverit"]
    assert shown["Акт zhivoj"] == "Приказ, Ведомство, №\u00a07"
    assert "сверяйте" in shown[order]
    assert "сверяйте" in shown["Акт sverit"]


def test_file_of_the_folder_says_format_and_size(tmp_path: Path) -> None:
    """A file that lies in the school's folder: its size is measured, its address is the copy on the site."""
    base = worlds.with_school(worlds.minimal(), documents=(SchoolFile(title="Приказ", number="5", date=date(2026, 9, 1), file="prikaz.pdf", signature="scan"),))
    base = World(base.bank, base.settings, base.theme, tmp_path)
    path = tmp_path / "content" / "schools" / "primer" / "prikaz.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * 2049)
    (item,) = block(base, "documents")["items"]
    assert item == {
        "t": "Приказ (PDF, 3\u00a0КБ)",
        "u": "https://bank.example/schools/primer/prikaz.pdf",
        "m": "№\u00a05 от 1\u00a0сентября 2026\u00a0года; скан документа с подписью и печатью",
    }


@pytest.mark.parametrize(("size", "text"), [(0, ""), (1, "1\u00a0КБ"), (999, "999\u00a0КБ"), (1000, "1\u00a0МБ"), (1536, "1,5\u00a0МБ")])
def test_sizes(size: int, text: str) -> None:
    """Sizes as people read them."""
    assert size_text(size) == text


@pytest.mark.parametrize(("today", "stale"), [(date(2027, 11, 1), False), (date(2027, 11, 2), True), (date(2026, 11, 22), False)])
def test_stale_section_says_so(today: date, stale: bool) -> None:
    """From the day after the term on, the section itself says that it is old (updated 1.11.2026, term 12 months)."""
    said = data_of(worlds.minimal(today))["updated_text"]
    assert said.startswith("Обновлено 1\u00a0ноября 2026\u00a0года.")
    assert ("больше 12\u00a0месяцев" in said) is stale


@pytest.mark.parametrize("name", ["index.html", "fragment.html", "data.json"])
def test_demonstration_is_named(name: str) -> None:
    """A made-up school says so in every file; a real one never."""
    base = worlds.with_bank(worlds.minimal(), events=(), news=())
    real = worlds.with_school(base, demo=False, name_short="Школа", about="О школе.")
    said = [Markup(school_files(each, each.bank.schools[0])[name].decode()).text for each in (base, real)]
    assert ["Демонстрационная организация" in text for text in said] == [True, False]


def test_closed_school_says_so() -> None:
    """A section stays at its address after its school is gone: it tells what happened, who goes on, and no longer asks for updates."""
    base = worlds.with_school(worlds.minimal(date(2029, 1, 1)), closed=date(2027, 8, 31), successor="novaya", demo=False)
    heir = msgspec.structs.replace(base.bank.schools[0], id="novaya", name_short="Новая школа", closed=None, successor="")
    data = json.loads(embed_files(worlds.with_bank(base, schools=(*base.bank.schools, heir)))[FOLDER + "data.json"])
    assert (
        data["notice"]
        == "Организация закрыта или реорганизована 31\u00a0августа 2027\u00a0года; раздел больше не обновляется. Её работу продолжает Новая школа."
    )
    assert "больше" not in data["updated_text"]
    assert "notice" not in data_of(worlds.with_school(base, closed=None))


def test_programme_past_its_term_says_so() -> None:
    """A programme that still «runs» after its last day is told to be late; one without an end, or finished, is not."""

    def state(**values: Any) -> str:
        made = SchoolProgram(title="Первый год в школе", topic="metodika", start=date(2025, 9, 1), **values)
        return str(block(worlds.with_school(worlds.minimal(), programs=(made,)), "programme")["items"][0]["m"])

    assert "срок истёк, итог ещё не записан" in state(state="running", end=date(2026, 11, 21))
    assert "срок истёк" not in state(state="running", end=date(2026, 11, 22))
    assert "срок истёк" not in state(state="finished", end=date(2026, 5, 31))
    assert "срок истёк" not in state(state="running")


def test_recommended_practices() -> None:
    """The bank recommends up to three current cards on the school's topics and levels, never those it has already."""
    base = worlds.minimal()
    cards = (
        *base.bank.practices,
        *(card(base, f"para-{number}", organization="", topic=("metodika",), education_level=("ooo",), status="published") for number in range(4)),
        card(base, "drugaya-tema", organization="", topic=("inoe",), status="published"),
        card(base, "drugoj-uroven", organization="", topic=("metodika",), education_level=("spo",), status="published"),
        card(base, "ustarela", organization="", topic=("metodika",), education_level=("ooo",), status="outdated", updated=date(2026, 11, 20)),
    )
    base = worlds.with_bank(worlds.with_school(base, practices=("opyt",), pairs=(), programs=(program("metodika"),)), practices=cards)
    found = [item for item in block(base, "practices")["items"] if item["g"] == "Рекомендует банк практик"]
    assert [item["t"] for item in found] == ["Карточка para-0", "Карточка para-1", "Карточка para-2"]


def program(topic: str) -> SchoolProgram:
    """A running programme on a topic."""
    return SchoolProgram(title="Первый год в школе", topic=topic, start=date(2026, 9, 1), state="running")


def test_events_ahead_and_past() -> None:
    """What is still ahead comes first, the region's after the school's; what has passed is named as past."""

    def event(name: str, school: str, day: date, end: date | None = None) -> Event:
        return Event(id=name, path="", school=school, body="", body_line=0, title=name, summary="", kind="seminar", date=day, end=end)

    events = (
        event("proshlo", "primer", date(2026, 11, 20)),
        event("idet", "primer", date(2026, 11, 20), date(2026, 11, 22)),
        event("budet", "primer", date(2026, 12, 1)),
        event("region", "", date(2026, 11, 25)),
        event("region-proshlo", "", date(2026, 11, 1)),
    )
    items = block(worlds.with_bank(worlds.minimal(), events=events), "events")["items"]
    assert [(item["g"], item["t"]) for item in items] == [
        ("В организации", "idet"), ("В организации", "budet"), ("В регионе", "region"), ("Прошедшие события организации", "proshlo"),
    ]  # fmt: skip


def test_links_are_not_repeated() -> None:
    """A link of the region and of the school to the same place stands once."""
    base = worlds.with_school(worlds.minimal(), links=(Link(url="http://edu.example", title="То же"), Link(url="https://other.example/", title="Другое")))
    base = worlds.with_settings(base, useful_links=(Link(url="https://edu.example/", title="Министерство"),))
    assert texts(base, "links") == ["Министерство", "Другое"]


def test_former_ids_keep_working() -> None:
    """A renamed school's old address gives the same files; an alias never takes the place of another school."""
    base = worlds.with_school(worlds.minimal(), aliases=("staraya",))
    files = embed_files(base)
    for name in ("index.html", "fragment.html", "data.json"):
        assert files[f"embed/v1/s/staraya/{name}"] == files[FOLDER + name]
    second = msgspec.structs.replace(base.bank.schools[0], id="staraya", aliases=(), name_short="Вторая")
    data = json.loads(embed_files(worlds.with_bank(base, schools=(second, base.bank.schools[0])))["embed/v1/s/staraya/data.json"])
    assert data["school_name"] == "Вторая"


def test_hostile_name_stays_text() -> None:
    """Markup in a school's name is text in every file and in every line to paste."""
    name = 'Школа " onclick="x"></a><script>alert(1)</script>'
    base = worlds.with_school(worlds.minimal(), name_short=name)
    school = base.bank.schools[0]
    lines = {line.id: line.code for line in embed_lines(base, school)}
    files = school_files(base, school)
    shown = json.loads(files["oembed.json"])["html"]
    for html in (*(data.decode() for key, data in files.items() if key.endswith("html")), *lines.values(), shown):
        assert "alert(1)</script>" not in html
        assert not [tag for tag, attributes in Markup(html).tags if "onclick" in attributes]
    (frame,) = Markup(lines["iframe"]).all("iframe")
    assert str(frame["title"]).endswith(name)


def test_lines_offer_what_exists() -> None:
    """Every address in the lines is a file that is made, feeds apart; what can be shown keeps a link for when it cannot."""
    base = worlds.minimal()
    files, seen = embed_files(base), set()
    for line in embed_lines(base, base.bank.schools[0]):
        for url in re.findall(r"https://bank\.example/[^\"'\s<]*", line.code):
            path = url.removeprefix("https://bank.example/")
            assert (path + "index.html" if path.endswith("/") else path) in files or path.endswith("feed.atom")
            seen.add(line.id)
        if line.id in ("script", "object", "iframe"):
            assert len(Markup(line.code).all("a")) == 1
        if line.id in ("object", "iframe"):
            assert "frame-sizing:content-height" in line.code
            assert "!important" in line.code
        assert "\n" not in line.code
    assert seen == {"script", "object", "iframe", "address", "link", "text", "php", "zip", "feed"}


@pytest.mark.parametrize("cors", [True, False])
def test_line_is_sealed(cors: bool) -> None:
    """The script's line names the hash of the very bytes that are served; without CORS a browser would refuse it, so it is left out."""
    base = worlds.with_settings(worlds.minimal(), embed=Embed(cors=cors))
    (script,) = Markup(embed_lines(base, base.bank.schools[0])[0].code).all("script")
    data = embed_files(base)[str(script["src"]).removeprefix("https://bank.example/")]
    assert script.get("integrity") == (f"sha384-{b64encode(sha384(data).digest()).decode()}" if cors else None)
    assert script.get("crossorigin") == ("anonymous" if cors else None)


def test_bank_in_a_folder_of_a_host() -> None:
    """A site below a path: addresses keep the path, the policy of the page that fetches names the host alone."""
    base = worlds.with_settings(worlds.minimal(), url="https://host.example/bank/")
    files = embed_files(base)
    assert json.loads(files[FOLDER + "data.json"])["page"] == "https://host.example/bank/schools/primer/"
    assert b"script-src" in files[f"{QUERY}index.html"]
    assert b"connect-src &#39;self&#39; https://host.example;" in files[f"{QUERY}index.html"]
    assert b'href="../../../../schools/primer/"' in files[FOLDER + "index.html"]


def test_same_bank_same_bytes() -> None:
    """Two builds give the same files."""
    assert embed_files(worlds.minimal()) == embed_files(worlds.minimal())
