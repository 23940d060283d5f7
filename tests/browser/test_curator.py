"""The curator's pages in a browser: two questions give one line, choices change it, the example shows it, nothing needs scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from generator.render.views.embed_hosts import ANSWERS, HOSTS, WAYS
from tests.browser.fixtures import audit, follow
from tests.sites import Site

SCHOOL = "schools/organizaciya-a/embed/"
PUBLIC = "https://full.example/"
ADDRESS = f"{PUBLIC}embed/v1/s/organizaciya-a/"
SHOWN = {way.id: way for way in WAYS}
LINE = "[data-take] [data-line]"
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def bank(built: Callable[[str], Site], serve: Callable[[Any], str]) -> str:
    """The full bank on a host that is not its public address, below a path of it."""
    return serve(built("full").out.parent) + "site/"


@pytest.fixture
def opened(visitor: Callable[..., Any], bank: str) -> Opened:
    """`opened(url, width=…, scripts=…)` is a page of the bank, which asks nothing of other hosts."""

    def page(url: str, *, scripts: bool = True, **options: Any) -> Any:
        context = visitor(scripts=scripts, home=bank, **options)
        if scripts:
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=bank.removesuffix("site/"))
        made = context.new_page()
        made.goto(bank + url, wait_until="networkidle")  # the scripts have come
        if scripts and "schools/" in url:
            made.wait_for_selector("details[data-close]:not([open])")
        return made

    return page


def choose(page: Any, name: str, value: str) -> None:
    """Answers a question as a mouse does."""
    page.click(f'label:has(input[name="{name}"][value="{value}"])')


def code(page: Any, line: str) -> str:
    """The line as the server wrote it."""
    return str(page.locator(f'details[data-way="{line}"] [data-code]').first.evaluate("node => node.textContent"))


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.id)
def test_two_answers_give_exactly_one_line(opened: Opened, host: Any) -> None:
    """For every answer one thing is offered to copy: the server's line; with it the steps of this very kind of site."""
    page = opened(SCHOOL)
    assert not page.locator("[data-take]").is_visible()
    choose(page, "site", host.id)
    assert not page.locator("[data-take]").is_visible()
    for answer in ANSWERS:
        choose(page, "html", answer.id)
        way = SHOWN[host.ways(answer.id)[0]]
        assert page.locator("[data-take] [data-title]").text_content() == way.title
        assert page.locator(LINE).evaluate("node => node.textContent") == code(page, way.shown)
        assert page.locator("[data-take] .button--main:visible").count() == 1
        assert page.locator(LINE).is_visible() == (way.id != "text")
        steps = host.html[0] if way.mode == "html" else page.locator(f'[data-manner="{way.mode}"] li').first.evaluate("node => node.textContent")
        assert page.locator("[data-take] [data-how] li").first.text_content() == steps
        assert page.locator("[data-take] [data-how] svg").is_visible()
        assert page.locator("[data-take] [data-known]").text_content() == host.known
        assert page.url.endswith(f"?site={host.id}&html={answer.id}")


def test_an_answer_can_be_sent(opened: Opened) -> None:
    """The address alone brings the same line, its number among the ways and the choice of blocks; nonsense in it is passed over."""
    page = opened(f"{SCHOOL}?site=bitrix&html=gone&way=2&sections=news,nothing,documents&limit=3&theme=neon")
    line = page.locator(LINE).evaluate("node => node.textContent")
    assert line == code(page, "iframe").replace(ADDRESS, f"{ADDRESS}?sections=documents,news&amp;limit=3")
    assert page.url.endswith("?site=bitrix&html=gone&way=2&sections=documents,news&limit=3")
    page.click("[data-share]")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    other = opened(f"{SCHOOL}?site=nobody&html=yes&way=-7&limit=999")
    assert not other.locator("[data-take]").is_visible()
    assert other.url.endswith("?limit=") is False


def test_choices_change_the_line_at_once(opened: Opened) -> None:
    """Attributes for the script, a query for frames and links; what a line does not understand is off but not forgotten."""
    page = opened(f"{SCHOOL}?site=other&html=yes")
    plain = page.locator(LINE).evaluate("node => node.textContent")
    page.click("text=Показать не весь раздел или изменить его вид")
    page.check("[name=sections][value=news]")
    page.select_option("[name=limit]", "3")
    page.select_option("[name=heading]", "3")
    page.select_option("[name=theme]", "dark")
    marks = ' data-sections="news" data-limit="3" data-heading="3" data-theme="dark"'
    assert page.locator(LINE).evaluate("node => node.textContent") == plain.replace('class="nb-embed"', f'class="nb-embed"{marks}')
    choose(page, "html", "gone")
    assert page.locator("[name=heading]").is_disabled()
    assert page.locator("[data-unused]").is_visible()
    query = "?sections=news&amp;limit=3&amp;theme=dark"
    assert page.locator(LINE).evaluate("node => node.textContent") == code(page, "object").replace(ADDRESS, ADDRESS + query)
    choose(page, "site", "wordpress")
    assert page.locator("[name=sections]").first.is_disabled()
    assert page.locator(LINE).evaluate("node => node.textContent") == ADDRESS
    choose(page, "site", "other")
    choose(page, "html", "yes")
    assert marks in page.locator(LINE).evaluate("node => node.textContent")
    for name in ("limit", "heading", "theme"):
        page.select_option(f"[name={name}]", "")
    page.uncheck("[name=sections][value=news]")
    assert page.locator(LINE).evaluate("node => node.textContent") == plain


def test_the_next_way_when_a_line_was_cut(opened: Opened) -> None:
    """One button walks through the ways and says which it is; the heading of the new one has the focus."""
    page = opened(f"{SCHOOL}?site=other&html=gone")
    names = []
    for _ in HOSTS[-1].gone[1:]:
        names.append(page.locator("[data-take] [data-title]").text_content())
        page.click("[data-next]")
        assert page.evaluate("document.activeElement.matches('[data-take] [data-title]')")
    names.append(page.locator("[data-take] [data-title]").text_content())
    assert names == [SHOWN[name].title for name in HOSTS[-1].gone]
    assert not page.locator("[data-next]").is_visible()
    assert page.locator("[role=status][data-told]").text_content() == f"Ваша строка: {names[-1]}"
    page.click("[data-first]")
    assert page.locator("[data-take] [data-title]").text_content() == names[0]
    assert "way=" not in page.url


def test_copies_the_line_shown(opened: Opened) -> None:
    """The button takes the line with the choice in it, and says so."""
    page = opened(f"{SCHOOL}?site=ucoz&html=yes&sections=news")
    page.click("[data-plain]")
    page.wait_for_selector("[data-plain]:has-text('Скопировано')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(LINE).evaluate("node => node.textContent")
    assert 'data-sections="news"' in copied


READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const text = async (type) => (await item.getType(type)).text();
  return [await text("text/html"), await text("text/plain")];
}"""


@pytest.mark.parametrize("old", [False, True], ids=["clipboard", "selection"])
def test_copies_text_with_its_headings(opened: Opened, old: bool) -> None:
    """A visual editor gets headings and full links, also from a browser without the newer clipboard; a link comes with its words."""
    page = opened(f"{SCHOOL}?site=gosweb&html=no")
    if old:
        page.evaluate("delete window.ClipboardItem")
    page.click("[data-rich]")
    page.wait_for_selector("[data-rich]:has-text('Скопировано')")
    if old:
        page.reload()
    html, plain = page.evaluate(READ)
    assert "<h2" in html
    assert f'href="{PUBLIC}' in html
    assert "Документы организации" in plain
    assert "<h2" not in plain
    page.click("[data-next]")
    page.click("[data-rich]")
    page.wait_for_selector("[data-rich]:has-text('Скопировано')")
    html, plain = page.evaluate(READ)
    assert f'<a href="{ADDRESS}"' in html
    assert plain == ADDRESS


def test_text_opens_where_it_cannot_be_copied(opened: Opened) -> None:
    """When the browser refuses, the text itself opens: it can be selected by hand."""
    page = opened(f"{SCHOOL}?site=gosweb&html=no")
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')); }")
    page.click("[data-rich]")
    page.wait_for_url("**/fragment.html")
    assert page.locator("h2").count() > 1


def sample(page: Any) -> Any:
    """The frame of the example."""
    return page.frame_locator("iframe.sample")


def within(page: Any, path: str) -> Any:
    """The frame that shows an address; Playwright finds those of <object> by their addresses only."""
    for _ in range(100):
        if found := [frame for frame in page.frames if path in frame.url]:
            return found[0]
        page.wait_for_timeout(50)
    raise AssertionError([frame.url for frame in page.frames])


@pytest.mark.parametrize("way", SHOWN)
def test_example_shows_the_real_line(opened: Opened, way: str) -> None:
    """Nothing loads unasked; then the section stands on each made-up page, from where this copy of the site lies."""
    answer = "yes" if way == "script" else "gone"
    page = opened(f"{SCHOOL}?site=other&html={answer}&way={HOSTS[-1].ways(answer).index(way) + 1}")
    assert page.locator("iframe").count() == 0
    page.click("[data-open-preview]")
    local = page.url.split("/schools/")[0]
    heading = "Документы организации"
    for kind in ("plain", "dark", "narrow", "bvi"):
        choose(page, "preview", kind)
        frame = page.frame_locator(f"iframe.sample--{kind}")
        assert page.locator("iframe.sample").get_attribute("title")
        if way in {"script", "text"}:
            frame.locator("h2", has_text=heading).wait_for()
        elif way == "link":
            frame.locator(f"#line a[href='{local}/embed/v1/s/organizaciya-a/']").wait_for()
        elif way == "address" and kind == "bvi":
            frame.locator("#line iframe").wait_for(state="hidden")  # what such scripts do to frames that WordPress makes
        else:
            seen = frame.locator("#line iframe, #line object")
            page.wait_for_function("() => frames[0] && frames[0].length")
            within(page, "/embed/v1/s/").locator("h1, h2").first.wait_for()
            assert seen.evaluate("node => node.getBoundingClientRect().height") >= 200
        inner = page.locator("iframe.sample").element_handle().content_frame()
        assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_example_follows_the_choice(opened: Opened) -> None:
    """With blocks chosen the example shows these only; closed again it is gone."""
    page = opened(f"{SCHOOL}?site=other&html=yes")
    page.click("[data-open-preview]")
    sample(page).locator("h2", has_text="Документы организации").wait_for()
    page.click("text=Показать не весь раздел или изменить его вид")
    page.check("[name=sections][value=news]")
    sample(page).locator("h2", has_text="Новости").wait_for()
    sample(page).locator("h2", has_text="Документы организации").wait_for(state="detached")
    page.click("[data-open-preview]")
    assert page.locator("iframe").count() == 0


def test_example_takes_no_line_from_strangers(visitor: Callable[..., Any], bank: str) -> None:
    """Neither an address nor a message of a page of another host puts markup into the made-up page."""
    page = visitor().new_page()
    page.goto(f"{bank.replace('127.0.0.1', 'localhost')}embed/v1/s/organizaciya-a/fragment.html")
    page.evaluate(
        "url => document.body.append(Object.assign(document.createElement('iframe'), { src: url }))", f"{bank}embed/preview/?host=dark&line=%3Cb%20id=x%3E"
    )
    frame = page.frame_locator("iframe")
    frame.locator("html[data-host=dark] #line a").wait_for()  # its script has run
    message = {"way": "script", "line": "<b id=x>нет</b>", "root": PUBLIC}
    page.evaluate("message => document.querySelector('iframe').contentWindow.postMessage(message, '*')", message)
    page.wait_for_timeout(300)
    assert frame.locator("#x").count() == 0
    assert frame.locator("#line a").is_visible()


def test_everything_is_there_without_scripts(opened: Opened) -> None:
    """The list, the table, every line and every instruction can be read; no button pretends to work."""
    page = opened("embed/", scripts=False)
    follow(page.locator(f'a[href="../{SCHOOL}"]'))
    assert page.locator("noscript").count() == 1
    assert page.locator("table").first.is_visible()
    for way in WAYS:
        page.click(f"details#{way.id} > summary")
        assert page.locator(f"details#{way.id} code").is_visible()
        assert page.locator(f"details#{way.id} li").count() >= 2
    for host in HOSTS:
        page.click(f"details#sajt-{host.id} > summary")
        assert page.locator(f"details#sajt-{host.id} li").count() >= 3
    assert page.locator("article button:visible").count() == 0
    page.click("summary:has-text('Показать не весь раздел') >> visible=true")
    assert page.locator("code:has-text('data-sections')").first.is_visible()


def test_works_by_keyboard(opened: Opened) -> None:
    """Tab and arrows answer both questions, open the choice and copy the line."""
    page = opened(SCHOOL)
    page.focus("[name=site] >> nth=0")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("[name=site]:checked").get_attribute("value") == HOSTS[1].id
    assert page.locator("[name=html]:checked").get_attribute("value") == ANSWERS[0].id
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-plain]')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-plain]:has-text('Скопировано')")
    assert page.evaluate("navigator.clipboard.readText()") == code(page, "script")


def test_prints_the_answer_alone(opened: Opened) -> None:
    """On paper an answered page is the line, its picture, steps and checks: two sheets at most; unanswered it is everything."""
    answered = opened(f"{SCHOOL}?site=bitrix&html=yes")
    whole = opened(SCHOOL)
    sheets = [page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") for page in (answered, whole)]
    assert sheets[0] <= 2 < sheets[1]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
@pytest.mark.parametrize("url", ["embed/", f"{SCHOOL}?site=wordpress&html=yes"])
def test_accessible_and_no_wider_than_the_screen(opened: Opened, url: str, width: int, dark: bool) -> None:
    """The axe rules find nothing, with everything open and the example shown; nothing scrolls sideways."""
    page = opened(url, width=width, dark=dark)
    page.wait_for_load_state("networkidle")
    if page.locator("[data-open-preview]:visible").count():
        page.click("[data-open-preview]")
        sample(page).locator("h2").first.wait_for()
    page.evaluate("for (const details of document.querySelectorAll('article details, main details')) details.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    audit(page, "article")


@pytest.mark.parametrize("kind", ["plain", "dark", "narrow"])
def test_the_made_up_page_is_accessible(opened: Opened, kind: str) -> None:
    """The page of the example is held to the same rules."""
    page = opened(f"embed/preview/?host={kind}")
    audit(page)


def test_part_of_a_name_narrows_the_list(opened: Opened) -> None:
    """Any part of a word in any case; groups without a match go, no match is told, Enter opens the only one left."""
    page = opened("embed/")
    rows = page.locator("[data-group] li:visible")
    everything = rows.count()
    page.fill("#school-q", "организация")
    page.wait_for_selector(f"#school-found:has-text('{everything}')")
    assert rows.count() == everything > 1
    page.fill("#school-q", "нет такой школы")
    assert page.locator("[data-group]:visible").count() == 0
    assert "редактора" in page.locator("#school-found").text_content()
    page.fill("#school-q", "ДУМАНН, б")
    assert page.locator("#school-found").text_content() == "Нашлось: 1"
    assert page.locator("[data-group]:visible").count() == 1
    page.press("#school-q", "Enter")
    page.wait_for_url(f"**/{SCHOOL}")


def built_codes(page: Any) -> dict[str, str]:
    """The lines made for the choice, by their ids."""
    rows = page.locator("[data-built] [data-way]")
    return dict(rows.evaluate_all("all => all.map(node => [node.dataset.way, node.querySelector('code').textContent])"))


def test_lines_for_a_value_and_for_a_card(opened: Opened, bank: str) -> None:
    """A facet's value or the address of a card gives lines like the server's own; what leads nowhere is told."""
    page = opened("embed/")
    page.click("#otbor > summary")
    folder = page.locator("#build-facet option").nth(1).get_attribute("value")
    page.select_option("#build-facet", folder)
    page.locator("[data-built]").wait_for()
    made = built_codes(page)
    new = dict(page.locator("#new [data-way]").evaluate_all("all => all.map(node => [node.dataset.way, node.querySelector('code').textContent])"))
    title = page.evaluate("async url => (await (await fetch(url)).json()).title", f"{bank}{folder}data.json")
    for line, text in new.items():
        assert made[line] == text.replace(f"{PUBLIC}embed/v1/new/", PUBLIC + folder).replace("Новые практики", title)
    card = page.locator("[data-rule] code").first.evaluate("node => node.textContent")
    for address in (card, card.replace(PUBLIC, bank)):
        page.fill("#build-url", address)
        page.press("#build-url", "Enter")
        page.wait_for_selector("[data-told]:has-text('готовы')")
        expected = card.replace(f"{PUBLIC}practices/", f"{PUBLIC}embed/v1/p/")
        assert built_codes(page)["address"] == expected
        assert f'href="{expected}"' in built_codes(page)["link"]
        page.fill("#build-url", f"{PUBLIC}glossary/")
        page.press("#build-url", "Enter")
        page.wait_for_selector("[data-told]:has-text('не адрес')")
        assert not page.locator("[data-built]").is_visible()
    page.fill("#build-url", f"{PUBLIC}practices/net-takoj/")
    page.press("#build-url", "Enter")
    page.wait_for_selector("[data-told]:has-text('нет')")
    assert not page.locator("[data-built]").is_visible()


def test_a_query_of_the_catalogue_keeps_its_words(opened: Opened) -> None:
    """The address of a choice in the catalogue becomes the same choice in a frame; oEmbed, which knows no query, is not offered."""
    page = opened("embed/")
    page.click("#otbor > summary")
    page.fill("#build-url", f"{PUBLIC}practices/?kind=a,b&q=урок")
    page.press("#build-url", "Enter")
    page.wait_for_selector("[data-told]:has-text('готовы')")
    codes = built_codes(page)
    assert re.search(r'data="https://full\.example/embed/v1/practices/\?kind=a,b&amp;q=[^"]+"', codes["object"])
    page.click("[data-built] summary")
    assert page.locator('[data-built] [data-way="link"]').is_visible()
    assert not page.locator('[data-built] [data-way="address"]').is_visible()
