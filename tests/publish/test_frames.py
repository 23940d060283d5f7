"""A page of the engine is cut at its sentinels; whatever is not as it should be is an error, never a broken page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.publish.frames import BODY, CANONICAL, DESCRIPTION, OEMBED, TITLE, cut
from generator.render.site import Framed
from tests.sites import Site

GOOD = f'<title>{TITLE} – Банк</title><meta content="{DESCRIPTION}"><link href="{CANONICAL}">{OEMBED}<article class="md">{BODY}</article><p>подвал</p>'


def page(**values: object) -> Framed:
    """A page to hang into a frame."""
    return Framed(**{"url": "a/", "title": "Т", "description": "О", "tab": "practices", "body": Markup("<h1>Т</h1>"), "canonical": "a/", **values})  # type: ignore[arg-type]


def test_frame_is_filled() -> None:
    """Every sentinel gives place to the page's own value, and the rest of the frame stays."""
    frame, found = cut("f.md", GOOD)
    assert frame
    assert not found
    html = frame.fill(page(), "https://s.example/").decode()
    assert html == '<title>Т – Банк</title><meta content="О"><link href="https://s.example/a/"><article class="md"><h1>Т</h1></article><p>подвал</p>'


def test_embeddable_page_says_where_its_section_is() -> None:
    """A page that other sites may show names its oEmbed file in the head; other pages name none."""
    frame, _ = cut("f.md", GOOD)
    assert frame
    html = frame.fill(page(embed='embed/v1/p/a"/'), "https://s.example/").decode()
    assert '<link rel="alternate" type="application/json+oembed" href="https://s.example/embed/v1/p/a&quot;/oembed.json"><article' in html
    assert "oembed" not in frame.fill(page(), "https://s.example/").decode()


def test_values_are_escaped_and_the_body_is_not() -> None:
    """Titles and descriptions are texts, whatever signs they hold; the body is HTML already."""
    frame, _ = cut("f.md", GOOD)
    assert frame
    html = frame.fill(page(title='<b>&"', description='"><script>'), "https://s.example/").decode()
    assert "&lt;b&gt;&amp;&quot;" in html
    assert "<script>" not in html


def test_sentinel_in_a_value_is_not_filled_again() -> None:
    """A card that happens to name a sentinel does not get another page's title into its text."""
    frame, _ = cut("f.md", GOOD)
    assert frame
    assert f"<p>{TITLE}</p>" in frame.fill(page(body=Markup(f"<p>{TITLE}</p>")), "https://s.example/").decode()


@pytest.mark.parametrize("sentinel", [TITLE, DESCRIPTION, CANONICAL, OEMBED, BODY])
def test_missing_sentinel_is_an_error(sentinel: str) -> None:
    """A frame without a place for a value is refused."""
    frame, found = cut("f.md", GOOD.replace(sentinel, ""))
    assert frame is None
    assert {item.rule for item in found} == {"W005"}
    assert sentinel in found[0].message


@pytest.mark.parametrize(("sentinel", "times"), [(TITLE, 3), (DESCRIPTION, 3), (CANONICAL, 2), (OEMBED, 2), (BODY, 2)])
def test_extra_sentinel_is_an_error(sentinel: str, times: int) -> None:
    """A value that would stand where nobody expects it is refused."""
    frame, found = cut("f.md", GOOD.replace(sentinel, sentinel * times))
    assert frame is None
    assert [item.rule for item in found] == ["W005"]


@pytest.mark.parametrize(
    "html",
    [
        GOOD.replace("<article", "<div").replace("</article", "</div"), f"<article>{BODY}</article><title>{TITLE}</title>{DESCRIPTION}{CANONICAL}{OEMBED}",
        f"{BODY}<article>{TITLE}{DESCRIPTION}{CANONICAL}{OEMBED}</article>", f"<title>{TITLE}</title>{DESCRIPTION}{CANONICAL}{OEMBED}<article></article>{BODY}",
    ],
    ids=["no article", "title after the body", "body before the article", "body after the article"],
)  # fmt: skip
def test_misplaced_body_is_an_error(html: str) -> None:
    """The body stands inside the article and after everything that names the page."""
    frame, found = cut("f.md", html)
    assert frame is None
    assert {item.rule for item in found} == {"W005"}


def test_empty_page_is_an_error() -> None:
    """An engine that gave an empty file is told of."""
    frame, found = cut("f.md", "")
    assert frame is None
    assert found


def test_no_sentinel_is_left(built: Callable[[str], Site]) -> None:
    """On no page of a built site is a place left unfilled."""
    for path, data in built("full").files.items():
        for sentinel in (TITLE, DESCRIPTION, CANONICAL, BODY):
            assert sentinel.encode() not in data, path


def test_theme_that_loses_the_body_publishes_nothing(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """A region that spoils its theme gets an error in words; the old site stays."""
    import shutil

    from tests.sites import ROOT, build

    root = bank("minimal")
    shutil.copytree(ROOT / "theme", root / "theme")
    (root / "theme/overrides/partials/content.html").write_text("<p>ничего</p>", encoding="utf-8")
    result = build(root, tmp_path / "site")
    assert not result.done
    assert {item.rule for item in result.found} == {"W005"}
    assert not (tmp_path / "site").exists()
