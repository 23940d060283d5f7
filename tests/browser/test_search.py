"""The search page in a real browser: the same keys as the generator's, what queries find, what the page tells and keeps."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from generator.render.search import KINDS, Document, chain, documents, search_files
from generator.render.site import World
from generator.render.templates import render
from generator.survey import check_bank

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "theme" / "assets" / "js"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"
SHELL = (
    '<!doctype html><html lang="ru"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}"><title>Поиск</title>'
    '<link rel="icon" href="data:,"><body>{body}<script type="module" src="../assets/js/search.js"></script>'
)
ENDINGS = ("а", "ов", "ами", "ией", "ыми", "ее", "ость", "остью", "ейший", "ившись", "вши", "ющая", "ннего", "ется", "ила", "ешь", "ьею", "ийся", "уйте", "нно")


@pytest.fixture(scope="module")
def world() -> World:
    """The bank of this repository."""
    checked = check_bank(ROOT, date(2026, 11, 22))
    assert checked.bank
    assert checked.settings
    return World(bank=checked.bank, settings=checked.settings, theme=ROOT / "theme", root=ROOT)


def make_site(folder: Path, world: World, found: tuple[Document, ...]) -> Path:
    """A site of one page: the search."""
    for path, data in search_files(world, found).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shutil.copytree(SCRIPTS, folder / "assets" / "js")
    v = {
        "title": "Поиск", "data_url": "./", "examples": (), "groups": (), "catalogue_url": "../practices/",
        "kinds": [{"id": name, "label": label} for name, label in KINDS.items()],
    }  # fmt: skip
    body = render(world.theme, "pages/search.html.j2", root="../", crumbs=(), v=v)
    (folder / "search" / "index.html").write_text(SHELL.format(policy=POLICY, body=body), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(world: World, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the search page over the shipped bank."""
    return serve(make_site(tmp_path_factory.mktemp("search"), world, documents(world))) + "search/"


def ask(page: Any, site: str, query: str, kind: str = "") -> list[str]:
    """Titles that a query finds."""
    page.goto(f"{site}?q={quote(query)}" + (f"&kind={kind}" if kind else ""))
    page.locator("#search-status:not(:empty)").wait_for()
    return list(page.locator("#search-results h2").all_text_contents())


def status(page: Any) -> str:
    """What the page says about the query."""
    return str(page.locator("#search-status").text_content()).replace("\u00a0", " ")


def test_both_sides_cut_words_alike(chromium_page: Any, site: str, world: World) -> None:
    """Every word of the bank and its made-up forms have the same stem and root in the browser and in the generator."""
    text = "\n".join(text for document in documents(world) for text in document.texts)
    heard = set(chain.words(text))
    made = {chain.key(word) + ending for word in heard for ending in ENDINGS}
    letters = random.Random(7)
    made |= {"".join(letters.choices("аеиоуыэюябвгджзйклмнпрстфхцчшщьъ", k=letters.randint(1, 14))) for _ in range(20_000)}
    rows = [[word, chain.key(word), chain.root(chain.key(word))] for word in sorted(heard | made)]
    chromium_page.goto(site)
    wrong = chromium_page.evaluate(
        """async ([rows, suffixes]) => {
          const { key, root, one } = await import("../assets/js/stem.js");
          const none = new Set(), ends = one(suffixes);
          return rows.filter(([word, name, begin]) => key(word, none) !== name || root(name, ends) !== begin).slice(0, 20);
        }""",
        [rows, " ".join(chain.SUFFIXES)],
    )
    assert len(rows) > 100_000
    assert wrong == []


def test_both_sides_see_the_same_words(chromium_page: Any, site: str, world: World) -> None:
    """Folding and cutting agree on every text of the bank and on texts made to be awkward."""
    texts = [text for document in documents(world) for text in document.texts]
    texts += [
        "Ё\u0308 е\u0308 и\u0306 И\u0306",
        "за\u0301мок сло\u00adварь",
        "п.5.1.а №\u00a0235\u2011ОД",
        "İSTANBUL Σς ß ﬁ",
        "а-б--в -г- 1.2.3. 4..5",
        "😀 слово\u200bслово",
    ]
    chromium_page.goto(site)
    heard = chromium_page.evaluate("""async (texts) => { const { words } = await import("../assets/js/stem.js"); return texts.map(words); }""", texts)
    assert heard == [list(chain.words(text)) for text in texts]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("наставником", "Наставник"),
        ("ментор", "Наставник"),
        ("молодой специалист боится родителей", "Трудный разговор с родителями: репетиция, встреча, разбор"),
        ("ИОМ", "Индивидуальный образовательный маршрут (ИОМ)"),
        ("иом", "Индивидуальный образовательный маршрут (ИОМ)"),
        ("дисциплна", "Порядок на уроке: пять моментов, правила и процедуры"),
        ("5.1", "П. 5.1. Внутренний контур: образовательная организация"),
        ("п. 5.1", "П. 5.1. Внутренний контур: образовательная организация"),
        ("235-ОД", "Приказ об утверждении Положения о системе наставничества"),
        ("приказ о закреплении пары", "Приказ о закреплении наставнических пар и групп"),
        ("выгорание", "Группа поддержки наставников против выгорания"),
        ("подготовка к аттестации", "Подготовка к аттестации как разговор о результатах работы"),
        ("малокомплектная школа", "Сетевая группа педагогов малокомплектных школ"),
        ("ребенок с ОВЗ в классе", "Особый ребёнок в классе – наблюдение, одно изменение, договорённость с семьёй"),
        ("конфликт в паре", "Пара без конфликта – короткие беседы, взаимный выбор и право разойтись"),
        ("анкета наставника", "Анкета наставника"),
        ("yfcnfdybxtcndj", "Наставничество"),
        ("наставничетсво", "Наставничество"),
        ("рефлекс", "Дневник рефлексии в паре – короткая запись раз в неделю и письменный ответ вопросом"),
        ("абракадабрус родители", "Трудный разговор с родителями: репетиция, встреча, разбор"),
    ],
)
def test_what_teachers_ask(chromium_page: Any, site: str, query: str, first: str) -> None:
    """The best answer stands first."""
    assert ask(chromium_page, site, query)[0] == first


def test_a_family_is_found(chromium_page: Any, site: str) -> None:
    """«наставником» brings pages that only speak of наставничество, below those that name the word."""
    chromium_page.goto(f"{site}?q={quote('наставником')}")
    more = chromium_page.get_by_role("button", name="Показать ещё")
    chromium_page.locator("#search-status:not(:empty)").wait_for()
    while more.is_visible():
        more.click()
    assert "наставничества – в названии" in chromium_page.locator("#search-results .meta").all_text_contents()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ИОМ", "Ищем также: индивидуальный образовательный маршрут."),
        ("индивидуальный образовательный маршрут", "Ищем также: ИОМ."),
        ("yfcnfdybr", "Показаны результаты для «наставник»."),
        ("дисциплна", "Показаны результаты для «дисциплина»."),
        ("абракадабрус родители", "Слова «абракадабрус» в банке нет"),
    ],
)
def test_what_was_done_is_said(chromium_page: Any, site: str, query: str, said: str) -> None:
    """Other words, a flipped keyboard, a slip and an unknown word are named."""
    assert ask(chromium_page, site, query)
    assert said in status(chromium_page)


def test_why_a_page_was_found(chromium_page: Any, site: str) -> None:
    """Each word of the query has its place in the result or is missing there, and is marked where it stands."""
    ask(chromium_page, site, "молодой боится родителей")
    first = chromium_page.locator("#search-results li").first
    assert first.locator(".meta").text_content() == "молодой – в признаках, боится – в описании, родителей – в названии"
    assert "родителями" in first.locator("h2 mark").all_text_contents()
    assert first.locator(".kicker").text_content() == "Практика"


def test_an_excerpt_comes_from_the_body(chromium_page: Any, world: World, serve: Callable[[Path], str], tmp_path: Path) -> None:
    """A word that stands only in the text is shown in its surroundings: where most words of the query stand together."""
    body = "урок " + "слово " * 200 + "хлорофилл на уроке " + "слово " * 200
    found = (Document(url="practices/x/", kind="practice", title="Листья", summary="О листьях.", body=body),)
    ask(chromium_page, serve(make_site(tmp_path, world, found)) + "search/", "хлорофилл урок")
    excerpt = chromium_page.locator("#search-results li p", has=chromium_page.locator("mark"))
    excerpt.wait_for()
    assert excerpt.locator("mark").all_text_contents() == ["хлорофилл", "уроке"]
    text = excerpt.text_content()
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 220


def test_a_link_leads_to_the_page(chromium_page: Any, site: str) -> None:
    """Results and facets link below the root of the site, wherever it lies."""
    ask(chromium_page, site, "дисциплина на уроке")
    root = site.removesuffix("search/")
    links = [a.evaluate("a => a.href") for a in chromium_page.locator("#search-results h2 a, #search-facets a").all()]
    assert f"{root}practices/disciplina-i-pravila-klassa/" in links
    assert all(link.startswith(root) for link in links)


def test_nothing_found_is_no_dead_end(chromium_page: Any, site: str) -> None:
    """An unknown word is named, near words and the list of facets are offered."""
    assert ask(chromium_page, site, "родинопсихоз") == []
    assert "Слова «родинопсихоз» в банке нет, есть похожие: " in status(chromium_page)
    near = chromium_page.locator("#search-status a").all()
    assert chromium_page.locator("#search-status a[href='#po-priznakam']").count() == 1
    near[-1].click()
    chromium_page.locator("#search-results li").first.wait_for()


def test_kinds_are_counted_and_chosen(chromium_page: Any, site: str) -> None:
    """The tabs carry counts that add up; a tab keeps only its kind, and the address remembers it."""
    ask(chromium_page, site, "ИОМ")
    counts = [int(re.findall(r"\d+", text)[0]) for text in chromium_page.locator("#search-kinds span").all_text_contents()]
    assert counts[0] == sum(counts[1:]) > 0
    chromium_page.locator("#search-kinds input[value=program]").check(force=True)
    chromium_page.wait_for_url("**kind=program")
    assert set(chromium_page.locator("#search-results .kicker").all_text_contents()) == {"Шаблон"}
    assert status(chromium_page).startswith(f"Найдено: {counts[list(KINDS).index('program') + 1]}.")


def test_the_address_is_the_state(chromium_page: Any, site: str) -> None:
    """?q= and &kind= open the page as it was; a search from another page's form is the same address."""
    titles = ask(chromium_page, site, "согласие", "program")
    assert chromium_page.locator("#search-q").input_value() == "согласие"
    assert chromium_page.locator("#search-kinds input[value=program]").is_checked()
    assert titles[0].startswith("Согласие")


def test_typing_finds_and_keeps_the_address(chromium_page: Any, site: str) -> None:
    """Results follow the typing, the unfinished word too; an emptied field leaves an empty page."""
    chromium_page.goto(site)
    field = chromium_page.locator("#search-q")
    field.press_sequentially("малокомпл")
    chromium_page.locator("#search-results li").first.wait_for()
    assert parse_qs(urlsplit(chromium_page.url).query) == {"q": ["малокомпл"]}
    assert "малокомплектных" in chromium_page.locator("#search-results mark").all_text_contents()
    field.fill("")
    chromium_page.locator("#search-status:empty").wait_for(state="attached")
    assert chromium_page.locator("#search-results li").count() == 0
    assert "q=" not in chromium_page.url


def test_submitting_stays_on_the_page(chromium_page: Any, site: str) -> None:
    """Enter searches at once without loading the page again."""
    chromium_page.goto(site)
    chromium_page.evaluate("document.title = 'та же'")
    chromium_page.locator("#search-q").fill("рефлексия")
    chromium_page.locator("#search-q").press("Enter")
    chromium_page.locator("#search-results li").first.wait_for()
    assert chromium_page.title() == "та же"


def test_nothing_is_loaded_before_the_focus(chromium_page: Any, site: str) -> None:
    """The index is asked for when the field gets the focus, texts only for excerpts, each file once."""
    asked: list[str] = []
    chromium_page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".json") else None)
    chromium_page.goto(site, wait_until="networkidle")
    assert asked == []
    with chromium_page.expect_response(re.compile(r"docs\.\w+\.json")):
        chromium_page.locator("#search-q").focus()
    chromium_page.wait_for_load_state("networkidle")
    assert sorted(url.removeprefix(site).split(".")[0] for url in asked) == ["docs", "index", "words"]


def test_more_results_are_one_press_away(chromium_page: Any, site: str) -> None:
    """Twenty at first; the button adds the next and puts the focus on the first of them."""
    assert len(ask(chromium_page, site, "наставник")) == 20
    chromium_page.get_by_role("button", name="Показать ещё").click()
    assert chromium_page.locator("#search-results li").count() == 40
    assert chromium_page.locator("#search-results li").nth(20).locator("a").evaluate("a => a === document.activeElement")


def test_without_an_index_the_page_says_so(chromium_page: Any, world: World, serve: Callable[[Path], str], tmp_path: Path) -> None:
    """A lost connection is told and tried again at the next letter."""
    folder = make_site(tmp_path, world, documents(world)[:3])
    (folder / "search" / "index.json").rename(folder / "search" / "away.json")
    site = serve(folder) + "search/"
    ask(chromium_page, site, "урок")
    assert status(chromium_page).startswith("Поиск не загрузился")
    (folder / "search" / "away.json").rename(folder / "search" / "index.json")
    chromium_page.locator("#search-q").fill("наставник")
    chromium_page.get_by_text("Найдено:").wait_for()


def test_an_index_of_another_version_is_not_read(chromium_page: Any, world: World, serve: Callable[[Path], str], tmp_path: Path) -> None:
    """A script from a cache meets a newer index: the page says the search did not load."""
    folder = make_site(tmp_path, world, documents(world)[:3])
    manifest = folder / "search" / "index.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text(encoding="utf-8")), "version": 2}), encoding="utf-8")
    ask(chromium_page, serve(folder) + "search/", "урок")
    assert status(chromium_page).startswith("Поиск не загрузился")


def test_markup_stays_text(chromium_page: Any, world: World, serve: Callable[[Path], str], tmp_path: Path) -> None:
    """Neither a query nor a title, a summary or a body can put an element into the page."""
    evil = "<img src=x onerror=alert(1)>"
    found = (Document(url="practices/x/", kind="practice", title=f"{evil} заглавие", summary=f"{evil} описание", body=f"{evil} хлорофилл {evil}"),)
    titles = ask(chromium_page, serve(make_site(tmp_path, world, found)) + "search/", f"{evil} заглавие хлорофилл")
    chromium_page.get_by_text("… ", exact=False).or_(chromium_page.locator("p mark")).first.wait_for()
    assert titles == [f"{evil} заглавие"]
    assert chromium_page.locator("img").count() == 0


def test_the_scripts_are_small_and_plain() -> None:
    """Both together stay within 7 KB gzip; no HTML from strings, no code from strings, nothing from elsewhere."""
    sources = [(SCRIPTS / name).read_text(encoding="utf-8") for name in ("search.js", "stem.js")]
    assert sum(len(gzip.compress(source.encode(), mtime=0)) for source in sources) <= 7 * 1024
    for banned in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "http"):
        assert not any(banned in source for source in sources)
