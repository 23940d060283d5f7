"""The whole way from a bank to a site: the same bytes every time, nothing written in vain, every promised page there."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from generator.cli import main
from tests.sample_files import sample
from tests.sites import ROOT, TODAY, Site, build, contents, copied, lines, made, replaced, told, words

BASE = "https://full.example/"
CARD = "practices/primer/index.md"

FOR_OTHERS = ("embed/v1/", "embed/preview/")  # pages that are shown inside others and named by none


@pytest.fixture(scope="module")
def full(built: Callable[[str], Site]) -> Site:
    """The site of the bank of everything."""
    return built("full")


@pytest.fixture(scope="module")
def pages(full: Site) -> dict[str, str]:
    """Its pages that hang in the engine's frames or were made by the engine: the embedded sections are documents of their own."""
    return {path: data.decode() for path, data in full.files.items() if path.endswith(".html") and not path.startswith(FOR_OTHERS)}


# ---- the same bytes ----


def _command(root: Path, out: Path, *arguments: str) -> dict[str, bytes]:
    assert main(["-C", str(root), "build", "-o", str(out), "--today", TODAY.isoformat(), *arguments]) == 0
    return contents(out)


def test_two_builds_give_the_same_bytes(full: Site, tmp_path: Path) -> None:
    """Another copy of the bank in another folder, without a cache, with two processes: the same files byte for byte."""
    root = copied("full", tmp_path / "elsewhere/another name")
    assert _command(root, tmp_path / "one", "--no-cache", "--jobs", "2") == full.files
    assert _command(root, tmp_path / "two", "--jobs", "3") == full.files


def test_order_of_files_on_the_disk_does_not_matter(full: Site, tmp_path: Path) -> None:
    """A disk that lists the bank's files the other way round gives the same site."""
    source = copied("full", tmp_path / "source")
    files = contents(source)
    for path in sorted(files, reverse=True):
        (tmp_path / "bank" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "bank" / path).write_bytes(files[path])
    assert contents(made(tmp_path / "bank", tmp_path / "site").out) == full.files


def test_warm_build_writes_nothing(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """A second build of an unchanged bank touches no file of the site and says so."""
    root, out = bank("full"), tmp_path / "site"
    build(root, out)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in [out, *out.rglob("*")]}
    again = build(root, out)
    assert (again.done, again.site.changed, again.site.removed) == (True, 0, 0)
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in [out, *out.rglob("*")]} == before


def test_edit_of_one_card_changes_what_shows_it(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """A changed word of a card's text changes its page and data, and no page of other cards, of rules or of the order."""
    root, out = bank("full"), tmp_path / "site"
    before = made(root, out).files
    replaced(root / "practices/opyt-b/index.md", {"не вмешивается в урок": "не вмешивается в чужой урок"})
    after = made(root, out).files
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {"practices/opyt-b/index.html", "api/v1/practices/opyt-b.json"} <= changed
    assert not {
        path for path in changed if path.startswith(("help/", "regulation/", "programs/", "glossary/", "knowledge/")) or path == "practices/metod/index.html"
    }


def test_going_back_gives_the_old_site(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """After an edit and its undoing the site is what it was: the cache remembers nothing wrong."""
    root, out = bank("full"), tmp_path / "site"
    before = made(root, out).files
    text = (root / "practices/metod/index.md").read_bytes()
    replaced(root / "practices/metod/index.md", {"Взаимопосещение уроков": "Другое название"})
    assert made(root, out).files != before
    (root / "practices/metod/index.md").write_bytes(text)
    assert made(root, out).files == before


def test_damaged_cache_gives_the_same_site(full: Site, bank: Callable[[str], Path], tmp_path: Path) -> None:
    """Whatever happens to the files of the cache, they are made again and the site is the same."""
    root = bank("full")
    for number, file in enumerate(sorted(path for path in (root / "build").rglob("*") if path.is_file())):
        file.write_bytes(b"" if number % 3 == 0 else b"\x80\x05garbage" if number % 3 == 1 else file.read_bytes()[: file.stat().st_size // 2])
    assert made(root, tmp_path / "site").files == full.files


def test_lost_cache_gives_the_same_site(full: Site, bank: Callable[[str], Path], tmp_path: Path) -> None:
    """The cache may be thrown away at any time."""
    root = bank("full")
    shutil.rmtree(root / "build")
    assert made(root, tmp_path / "site").files == full.files


def test_removed_card_leaves_the_site(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """A card that is taken out, or back to a draft, disappears with its page, its data, its files and every link to it."""
    root, out = bank("minimal"), tmp_path / "site"
    made(root, out)
    replaced(root / CARD, {"status: published": "status: draft"})
    site = made(root, out)
    links = re.compile(rb'(?:href|src)="[^"]*practices/primer/|https://bank\.example/[^"]*practices/primer[/.]')
    assert [path for path, data in site.files.items() if links.search(data)] == []
    assert not (out / "practices/primer").exists()
    assert not (out / "api/v1/practices/primer.json").exists()


def test_another_day_changes_only_what_speaks_of_it(full: Site, tmp_path: Path) -> None:
    """The clock is passed in: a build of the next day differs only where events and terms are counted from today."""
    root = copied("full", tmp_path / "bank")
    assert build(root, tmp_path / "site", today=date(2026, 11, 23)).done
    changed = {path for path, data in contents(tmp_path / "site").items() if full.files.get(path) != data}
    assert not {path for path in changed if path.startswith(("practices/", "api/v1/practices", "regulation/", "help/", "feed"))}


def test_unpublished_cards_leave_no_trace(full: Site) -> None:
    """Drafts and cards under review are in no page, no data, no search and no map."""
    for path, data in full.files.items():
        text = data.decode("utf-8", "replace")
        for title in ("Карточка на экспертизе", "Черновик карточки", "Черновик бланка"):
            assert title not in text, path
        assert not re.search(r"practices/(na-ekspertize|chernovik)\b", text), path


def test_archived_card_keeps_its_page_and_nothing_else(full: Site) -> None:
    """Whoever linked to a card that was taken out still finds it, marked as such, and so does who embedded it; lists, search, feeds and data do not offer it."""
    assert "Карточка в архиве" in words(full.page("practices/v-arhive"))
    for path, data in full.files.items():
        if not path.startswith(("practices/v-arhive/", "embed/v1/p/v-arhive/", "api/v1/manifest.json", "sitemap.xml")):
            assert "Снятая с сайта карточка" not in data.decode("utf-8", "replace"), path
            assert b"practices/v-arhive" not in data, path


def test_consent_numbers_are_not_published(full: Site) -> None:
    """Numbers of consents stay in the bank: they are of no use to a reader."""
    assert [path for path, data in full.files.items() if "Д-1/2026".encode() in data] == []


# ---- where the site lies ----


@pytest.mark.parametrize("url", ["https://org.example/nastavnik/", "https://org.example/a/b/"])
def test_site_in_a_folder_of_its_host(tmp_path: Path, url: str) -> None:
    """The site of a region may lie in a folder (GitHub Pages and most schools' hosts): it builds, and no page links to the host's root."""
    root = copied("full", tmp_path / "bank")
    built = build(root, tmp_path / "site", url=url)
    assert built.done, told(built)
    for path, data in contents(tmp_path / "site").items():
        if path.endswith(".html") and not path.startswith(FOR_OTHERS):
            folder = urlsplit(url).path
            rooted = [link for link in re.findall(r'(?:href|src|action)="(/[^"]*)"', data.decode()) if not link.startswith(folder)]
            assert rooted == [], path


def test_addresses_are_the_same_wherever_the_site_lies(full: Site, pages: dict[str, str]) -> None:
    """All pages but 404.html link relatively: the same files work from any folder, and from a disk."""
    for path, html in pages.items():
        if path != "404.html":
            assert re.findall(r'(?:href|src|action)="/[^"]*"', html) == [], path


def test_not_found_page_works_at_any_depth(full: Site) -> None:
    """404.html is shown under any address, so its links start at the root of the host."""
    html = (full.out / "404.html").read_text(encoding="utf-8")
    links = [link for link in re.findall(r'(?:href|src)="([^"]*)"', html) if not link.startswith(("#", "https://"))]
    assert links
    assert all(link.startswith("/") for link in links), links


# ---- every page ----


class _Page(HTMLParser):
    """What is looked at on every page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.fetched: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self.tags: Counter[str] = Counter()
        self.lang = ""
        self.pictures: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        values = dict(attrs)
        self.tags[tag] += 1
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "html":
            self.lang = values.get("lang") or ""
        if tag == "meta":
            self.meta.setdefault(values.get("name") or values.get("property") or values.get("http-equiv") or "charset", []).append(values.get("content") or "")
        if tag == "link":
            self.meta.setdefault(values.get("rel") or "", []).append(values.get("href") or "")
        if tag == "img":
            self.pictures.append(values)
        address = (
            values.get("src") or values.get("srcset") or values.get("poster") or values.get("data") or (values.get("href") if tag in ("link", "use") else "")
        )
        if address and not (tag == "link" and values.get("rel") in ("canonical", "alternate", "me")):
            self.fetched.append(address)


def test_no_page_asks_another_host(pages: dict[str, str]) -> None:
    """Nothing a browser fetches by itself names a host: no CDN, font, counter; styles import nothing either."""
    for path, html in pages.items():
        assert [address for address in _Page(html).fetched if re.match(r"(?:[a-z]+:)?//", address)] == [], path


def test_no_style_or_script_asks_another_host(full: Site) -> None:
    """The same for style sheets and scripts of the site."""
    for path, data in full.files.items():
        if path.endswith(".css"):
            assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", data.decode()) == [], path
        if path.endswith(".js") and path.startswith("assets/"):
            assert re.findall(r"(?:fetch|import|src\s*=)\s*\(?\s*[\"'](?:https?:)?//", data.decode()) == [], path


def test_every_page_names_itself(full: Site, pages: dict[str, str]) -> None:
    """Every page has one title, one description, its canonical address, its language and one first heading."""
    for path, html in pages.items():
        page = _Page(html)
        titles = re.findall(r"<title>(.*?)</title>", html.partition("</head>")[0], re.DOTALL)
        assert len(titles) == 1, path
        assert titles[0].strip(), path
        assert len(page.meta["description"]) == 1, path
        assert page.meta["description"][0].strip(), path
        assert page.lang == "ru", path
        assert page.levels.count(1) == 1, (path, page.levels)
        if path != "404.html":
            assert len(page.meta["canonical"]) == 1, path
            assert page.meta["canonical"][0].startswith(BASE), path


def test_titles_differ(pages: dict[str, str]) -> None:
    """Two pages never have the same title, except those at former addresses."""
    titles = Counter(
        words(re.findall(r"<title>(.*?)</title>", html.partition("</head>")[0], re.DOTALL)[0]) for html in pages.values() if "Страница переехала" not in html
    )
    assert [title for title, times in titles.items() if times > 1] == []


def test_heading_levels_are_not_skipped(pages: dict[str, str]) -> None:
    """A heading is never more than one level below the one before it: programs that read a page aloud go by them."""
    for path, html in pages.items():
        levels = _Page(html).levels
        skipped = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        assert skipped == [], (path, levels)


def test_canonical_is_the_pages_own_address(pages: dict[str, str]) -> None:
    """The canonical address is the page's own, save at former addresses."""
    for path, html in pages.items():
        if path != "404.html" and "Страница переехала" not in html:
            assert _Page(html).meta["canonical"] == [BASE + path.removesuffix("index.html")], path


def test_description_of_a_frame_is_escaped(full: Site) -> None:
    """Signs that HTML gives a meaning come through titles as they were written."""
    title = re.findall(r"<title>(.*?)</title>", full.page("practices/metod"), re.DOTALL)[0]
    assert "<наблюдателю>" not in title
    assert "Взаимопосещение уроков 🙂 & один вопрос <наблюдателю>" in unescape(title)


# ---- the promised addresses ----


@pytest.mark.parametrize(
    "path",
    [
        "index.html", "practices/index.html", "practices/metod/index.html", "practices/topic/metodika/index.html", "programs/index.html", "programs/programma/index.html", "schools/index.html",
        "schools/organizaciya-a/index.html", "regulation/index.html", "regulation/p-2-1/index.html", "glossary/index.html", "acts/index.html", "events/index.html", "knowledge/index.html", "knowledge/podrobno/index.html",
        "help/index.html", "help/rules/P001/index.html", "help/rules/W001/index.html", "search/index.html", "embed/index.html", "404.html", "feed.atom", "calendar.ics", "sitemap.xml", "robots.txt",
        "api/v1/index.json", "api/v1/practices.json", "api/v1/practices/metod.json", "api/v1/programs.json", "api/v1/schools.json", "api/v1/vocabulary.json", "api/v1/manifest.json", "api/v1/schema/practice.json",
        "embed/v1/s/organizaciya-a/index.html", "embed/v1/s/organizaciya-a/data.json", "embed/v1/s/organizaciya-a/fragment.html", "embed/v1/s/organizaciya-a/feed.atom", "embed/v1/s/organizaciya-a/feed.json",
        "practices/metod/list-nablyudeniya.pdf", "schools/organizaciya-a/prikaz.pdf",
    ],
)  # fmt: skip
def test_promised_address(full: Site, path: str) -> None:
    """The addresses of the contract are there; they are permanent."""
    assert (full.out / path).is_file()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("practices/staryj-metod", "practices/metod/"), ("practices/prezhnij-metod", "practices/metod/"), ("practices/masterskaya-uchitelya", "practices/opyt-a/"),
        ("programs/staraya-programma", "programs/programma/"), ("schools/org-a", "schools/organizaciya-a/"), ("schools/staraya-organizaciya", "schools/organizaciya-a/"),
    ],
)  # fmt: skip
def test_former_address_leads_on(full: Site, old: str, new: str) -> None:
    """A renamed record is found under its former name: a page there links to the new place and names it as canonical."""
    page = _Page(full.page(old))
    assert page.meta["canonical"] == [BASE + new]
    assert f'href="../../{new}"' in full.page(old) or f'href="../{new.split("/")[1]}/"' in full.page(old)
    assert f"{BASE}{old}/" not in (full.out / "sitemap.xml").read_text()


def test_former_address_of_an_embedded_section_works(full: Site) -> None:
    """A school that renamed itself does not lose the section it pasted on its site."""
    assert (full.out / "embed/v1/s/org-a/fragment.html").is_file()


def test_sitemap_lists_what_may_be_found(full: Site, pages: dict[str, str]) -> None:
    """The map names every page that is its own canonical one, and no other."""
    tree = ElementTree.fromstring((full.out / "sitemap.xml").read_bytes())
    listed = {element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert listed == {BASE + path.removesuffix("index.html") for path, html in pages.items() if path != "404.html" and "Страница переехала" not in html}


def test_manifest_names_every_file(full: Site) -> None:
    """The manifest holds the digest and the size of every file but itself."""
    import hashlib

    manifest = json.loads(full.files["api/v1/manifest.json"])
    assert manifest["files"] == {
        path: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for path, data in full.files.items() if path != "api/v1/manifest.json"
    }


def test_json_is_json(full: Site) -> None:
    """Every JSON file is read by a strict reader: no NaN, no Infinity."""

    def refuse(word: str) -> None:
        raise AssertionError(word)

    for path, data in full.files.items():
        if path.endswith(".json"):
            json.loads(data, parse_constant=refuse)


def test_files_for_download_are_whole(full: Site) -> None:
    """Attached files are published byte for byte."""
    for path in ("practices/metod/list-nablyudeniya.pdf", "practices/metod/scenarij.docx"):
        assert (full.out / path).read_bytes() == (full.root / path).read_bytes()
    for name in ("prikaz.pdf", "programma.docx", "pamyatka.odt"):
        assert (full.out / "schools/organizaciya-a" / name).read_bytes() == (full.root / "content/schools/organizaciya-a" / name).read_bytes()


# ---- nothing that was written is lost ----


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("practices/opyt-a", "лауреат"), ("practices/opyt-a", "провели в сокращённом виде"), ("practices/opyt-a", "анкета в начале и в конце года"), ("practices/opyt-a", "Команда Организации А"),
        ("practices/opyt-a", "Раньше посещали готовые уроки"), ("practices/opyt-b", "требует обновления"), ("practices/metod", "Мастерская молодого учителя"), ("practices/metod", "Сценарий разговора"),
        ("practices/metod", "◆ знак из Word"), ("practices/metod", "👩\u200d🏫"), ("practices/metod", "## не раздел"), ("schools/organizaciya-a", "Все остались в профессии"), ("schools/organizaciya-a", "В объединении 6"),
        ("schools/organizaciya-a", "скан документа с подписью и печатью"), ("schools/organizaciya-a", "3,4 балла из 5"), ("schools/organizaciya-a", "Благодарственные письма"), ("schools/organizaciya-a", "Памятка наставнику"),
        ("schools/organizaciya-a", "методический кабинет"), ("schools/organizaciya-a", "буква."), ("events", "ауд. 5; вход со двора"), ("glossary", "В положении есть и другое определение"), ("acts", "Утвердил выдуманное положение"),
        ("regulation", "В приказе нет приложения № 2"), ("regulation/p-1", "Напечатано с опечаткой"), ("knowledge/podrobno", "## это не заголовок, а {п:2.1}"), ("knowledge", "внутренний контур"), ("programs/programma", "очная / дистанционная"),
        ("", "Раздел главной"),
    ],
)  # fmt: skip
def test_what_was_written_is_shown(full: Site, url: str, text: str) -> None:
    """Fields that few records have reach their page."""
    assert text.replace("\u00a0", " ").lower() in words(full.page(url)).replace("\u00a0", " ").lower()


def test_text_of_an_event_is_shown(full: Site) -> None:
    """What is written below the fields of an event is read on the site, links and all."""
    assert "Программа семинара" in words(full.page("events"))
    assert "Событие организации." in words(full.page("schools/organizaciya-a"))


def test_text_of_a_school_is_shown_beside_its_summary(full: Site) -> None:
    """A school that fills in `about` and writes a text below does not lose the text."""
    assert "Текст раздела со ссылкой" in words(full.page("schools/organizaciya-a"))


def test_all_of_the_coverage_is_shown(full: Site) -> None:
    """Pairs and groups of a reported practice are numbers its page promises."""
    assert re.search(r"пар[ы:]? ?\D{0,3}6|6\W+пар", words(full.page("practices/opyt-a")))


# ---- banks of other shapes ----

PARTS = {
    "glossary": ["content/glossary"],
    "calendar": ["content/calendar"],
    "faq": ["content/faq"],
    "acts": ["content/regulation/acts.yml"],
    "regulation": ["content/regulation"],
    "programs": ["content/programs"],
    "schools": ["content/schools"],
    "events": ["content/events", "content/schools/primer/events"],
    "collections": ["content/collections"],
    "news": ["content/schools/primer/news"],
    "pages": ["content/knowledge"],
    "home": ["content/index.md"],
    "practices": ["practices", "content/collections"],
    "vocabularies nobody needs": [
        f"content/vocabulary/{name}.yml" for name in ("cost_levels", "pair_models", "subjects", "school_contexts", "work_directions", "product_kinds")
    ],
    "everything": ["content", "practices"],
}
# What other records say of the part that is taken away.
MENTIONS = (
    (r"^(basis|acts|templates|practices|organizer|audience|actors|source|organization|see): .*\n", ""),
    (r"\[([^\]]+)\]\([^)]+\)", r"\1"),
    (r"\s*\(?\{п:[^}]+\}\)?", " п. 1"),
)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_bank_without_a_part_still_builds(bank: Callable[[str], Path], tmp_path: Path, part: str) -> None:
    """A region begins small: whatever a bank does not have yet, the rest is a whole site without dead links."""
    root = bank("minimal")
    shutil.rmtree(root / "practices/opyt")
    replaced(root / "content/collections/nachalo.md", {"  - {practice: opyt}\n": ""})
    for path in PARTS[part]:
        shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()
    cited = part not in ("regulation", "everything")
    (root / "content/regulation/coverage.yml").unlink(missing_ok=True)  # it names what there is
    for file in sorted((root / "content").rglob("*.*")) + sorted((root / "practices").rglob("*.md")):
        if file.is_file() and file.name != "text.yml":
            text = file.read_text(encoding="utf-8")
            for pattern, new in MENTIONS:
                text = re.sub(pattern.replace("basis|", "") if cited else pattern, new, text, flags=re.MULTILINE)
            file.write_text(text, encoding="utf-8")
    built = build(root, tmp_path / "site")
    kept = [item for item in built.checked.found if item.rule not in ("F101", "L001", "L008", "B003")]
    assert kept == [], lines(kept)
    if built.checked.sound:
        assert built.done, told(built)
    else:
        assert part in ("regulation", "acts"), told(built)  # the order's requisites name an act, cards name clauses: that is said


def _news(root: Path, text: str, name: str = "content/schools/primer/news/2026-10-12-uroki.md") -> None:
    file = root / name
    file.write_text(file.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("record", "folder"),
    [(CARD, "practices/primer"), ("content/schools/primer/index.md", "schools/primer"), ("content/schools/primer/news/2026-10-12-uroki.md", "schools/primer/news"), ("content/programs/programma/index.md", "programs/programma"), ("content/knowledge/index.md", "knowledge")],
)  # fmt: skip
def test_picture_and_file_named_in_a_text_are_published(bank: Callable[[str], Path], tmp_path: Path, record: str, folder: str) -> None:
    """What the check lets through the site has: a picture and a file that only the text names lie beside their page."""
    root = bank("minimal")
    source = ROOT / "tests/banks/full/practices/metod/list-nablyudeniya.pdf"
    shutil.copy(source, (root / record).parent / "list.pdf")
    (root / record).with_name("shema.png").write_bytes(sample("shema.png"))
    _news(root, "![Схема класса](shema.png)\n\nВозьмите [лист наблюдения](list.pdf).", record)
    built = build(root, tmp_path / "site")
    assert built.checked.found == ()
    assert built.done, told(built)
    assert (tmp_path / "site" / folder / "shema.png").is_file()
    assert (tmp_path / "site" / folder / "list.pdf").read_bytes() == source.read_bytes()


def _with_text(root: Path, text: str) -> Path:
    """The bank with more text, and a picture, on a page of its knowledge base."""
    (root / "content/knowledge/shema.png").write_bytes(sample("shema.png"))
    _news(root, text, "content/knowledge/index.md")
    return root


MARKDOWN = (
    "```python\nprint(1)\n```", "<https://a.example/>", "Строка\\\nперенос", "- [ ] задача", "~~зачёркнуто~~", "## Повтор\n\nа\n\n## Повтор\n\nб", "Термин\n:   определение",
    "*[ИОМ]: маршрут", "{: .klass }", "[ссылка][1]\n\n[1]: index.md", '[а](index.md "имя")', "{{ config.site_name }}", "{% raw %}", "$x$", "--- \n\nа", "&nbsp;&lt;", "Знак < и > и <b>", "<!-- примечание -->",
    "[[diagram:contours]]", "[[diagram:net]]", "{п:1.1}", "`{п:1.1}`", "###### Шестой", "http://a.example/", "a_b_c __d__", "1. а\n\n    б\n2. в",
)  # fmt: skip


def test_markdown_of_a_page_builds(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """Whatever Markdown a page of the knowledge base holds, the site is built: here is nearly all of it on one page."""
    built = build(_with_text(bank("minimal"), "\n\n".join(MARKDOWN)), tmp_path / "site")
    assert built.done, told(built)


@pytest.mark.parametrize("text", ["| а | б |\n| :-- | --: |\n| в | г |", "![Схема](shema.png)", "[а](<index.md>)", "# Первый уровень"])
def test_rarer_markdown_is_told_of_or_builds(bank: Callable[[str], Path], tmp_path: Path, text: str) -> None:
    """The same for what is easily got wrong: the check says what is wrong with it, or the site is built."""
    built = build(_with_text(bank("minimal"), text), tmp_path / "site")
    assert built.done or not built.checked.sound, told(built)


@pytest.mark.parametrize(
    "name",
    [
        "content/help/index.md",
        "content/search/index.md",
        "content/practices/index.md",
        "content/regulation/svoj.md",
        "content/api/index.md",
        "content/events/index.md",
    ],
)
def test_page_at_an_address_of_ours_is_told_of(bank: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    """A hand-written page whose address a generated page has is never silently replaced by it."""
    root = bank("minimal")
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(
        "---\ntitle: Своя страница\nsummary: Страница, которую написал человек и которую нельзя молча потерять при сборке.\n---\n\nСвоя страница.\n",
        encoding="utf-8",
    )
    built = build(root, tmp_path / "site")
    url = name.removeprefix("content/").removesuffix(".md").removesuffix("index").rstrip("/")
    assert not built.done or "Своя страница" in (tmp_path / "site" / url / "index.html").read_text(encoding="utf-8")


def test_html_in_code_of_a_page_is_no_fault(bank: Callable[[str], Path]) -> None:
    """A tag shown in fenced code is an example, not a tag: L009 has nothing to say."""
    from tests.sites import check_folder

    root = bank("minimal")
    _news(root, "```html\n<b>жирный</b>\n```")
    assert check_folder(root, TODAY) == []
