"""The posters of schools: the code says the address, the address leads where the school's section is, the words say what is there."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urlsplit

import render_worlds as worlds
import segno
from hypothesis import given
from hypothesis import strategies as st

from generator.render.qr import QUIET, Code, code_of, coded, readable
from generator.render.site import World, school_url
from generator.render.views.embed import curator_page, poster_url
from generator.render.views.poster import LONGEST, led_to, poster_page

FULL = worlds.world(worlds.ROOT / "tests" / "banks" / "full")
OWN = "https://org-a.example/nastavnichestvo/"
BLOCKS = {"2M": (1, 28), "2Q": (1, 22), "3M": (1, 44), "3Q": (2, 17), "4M": (2, 32), "4Q": (2, 24), "5M": (2, 43)}
"""Blocks and bytes of data in each, by version and level (table 9 of the standard)."""
FLIPS = (
    lambda y, x: (y + x) % 2,
    lambda y, _: y % 2,
    lambda _, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)
"""Masks: a square where one gives nought is turned over (table 10)."""


def body(world: World) -> str:
    """The poster of the first school."""
    return str(poster_page(world, world.bank.schools[0]).body)


def squares(size: int, path: str) -> list[list[int]]:
    """What the path paints, square by square; each may be painted once."""
    field = [[0] * size for _ in range(size)]
    drawn = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join(f"M{x} {y}h{width}v1h-{back}z" for x, y, width, back in drawn) == path
    for x, y, width, back in drawn:
        assert width == back
        for place in range(int(x), int(x) + int(width)):
            assert not field[int(y)][place]
            field[int(y)][place] = 1
    return field


def said(code: Code) -> str:
    """The text in a code, read as ISO/IEC 18004 tells; of whole blocks of one length, which the versions of `BLOCKS` have."""
    field = [row[QUIET:-QUIET] for row in squares(code.size, code.path)[QUIET:-QUIET]]
    size = len(field)
    version = (size - 17) // 4
    level, mask = _format(field)
    bits, upward, x = "", True, size - 1
    while x > 0:
        x -= x == 6
        for y in reversed(range(size)) if upward else range(size):
            bits += "".join(str(field[y][column] ^ (FLIPS[mask](y, column) == 0)) for column in (x, x - 1) if not _fixed(y, column, size))
        upward, x = not upward, x - 2
    blocks, length = BLOCKS[f"{version}{level}"]
    woven = [bits[at : at + 8] for at in range(0, blocks * length * 8, 8)]
    text = "".join(byte for one in range(blocks) for byte in woven[one::blocks])
    assert text[:4] == "0100", "bytes"
    return bytes(int(text[at : at + 8], 2) for at in range(12, 12 + 8 * int(text[4:12], 2), 8)).decode("ascii")


def _format(field: list[list[int]]) -> tuple[str, int]:
    """Level and mask, as they stand beside the upper left corner."""
    bits = [field[8][x] for x in (0, 1, 2, 3, 4)]
    value = int("".join(map(str, bits)), 2) ^ 0b10101
    return "MLHQ"[value >> 3], value & 7


def _fixed(y: int, x: int, size: int) -> bool:
    """Whether a square holds no data: finders with the format, timing, the one alignment pattern of versions 2 to 6."""
    corner = (y < 9 and x < 9) or (y < 9 and x > size - 9) or (y > size - 9 and x < 9)
    return corner or 6 in (y, x) or (abs(y - (size - 7)) < 3 and abs(x - (size - 7)) < 3)


def drawn(html: str) -> Code:
    """The code of a page."""
    size, path = re.search(r'viewBox="0 0 (\d+) \1".*?<path fill="#000" d="([^"]+)"', html).groups()
    return Code(int(size), path)


def test_a_code_is_read_as_its_address() -> None:
    """A reader written from the standard, and not from our library, finds the address of the poster; round it four white squares."""
    code = drawn(body(FULL))
    assert said(code) == OWN
    field = squares(code.size, code.path)
    edge = [*range(4), *range(code.size - 4, code.size)]
    assert not any(field[y][x] or field[x][y] for y in edge for x in range(code.size))
    assert field[4][4]


@given(st.from_regex(r"https?://[a-z]{3,12}\.example/[a-z0-9/_.-]{0,200}", fullmatch=True))
def test_every_address_is_drawn_whole(address: str) -> None:
    """The rectangles paint the very squares of the code at level M or better."""
    code = code_of(address)
    field = [row[QUIET:-QUIET] for row in squares(code.size, code.path)[QUIET:-QUIET]]
    made = segno.make(address, error="m", mask=2, micro=False)
    assert made.error in "MQH"
    assert field == [list(row) for row in made.matrix]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters='<>"|\\^`%'), max_size=60))
def test_letters_are_for_people_and_codes_for_cameras(path: str) -> None:
    """An address in letters is coded in ASCII, written back in letters, and both lead to one place."""
    address = f"https://школа.рф/{path}"
    code = coded(address)
    assert code.isascii()
    assert coded(code) == code
    assert coded(f"https://{readable(code)}") == code
    assert unquote(urlsplit(code).path) == urlsplit(address).path
    assert readable("https://xn--80atdl2c.xn--p1ai/%D1%83%D1%87%20%2F") == "школа.рф/уч%20%2F"
    assert readable("http://a.example/%D1%8") == "a.example/%D1%8"


def test_the_address_is_the_schools_own_or_the_banks() -> None:
    """Code, link and words agree: the section on the school's site, else the school's page of the bank, and the curator is told why."""
    own = body(FULL)
    assert f'<a href="{OWN}">org-a.example/nastavnichestvo/</a>' in own
    assert "страницу организации в банке" not in own
    for other, why in (("", "ещё нет"), (f"{OWN}{'a' * LONGEST}", "слишком длинный")):
        world = worlds.with_school(FULL, section_url=other)
        school = world.bank.schools[0]
        page = body(world)
        assert led_to(world, school) == f"{world.settings.url}{school_url(school)}"
        assert f'<a href="{led_to(world, school)}">' in page
        assert why in page
        assert said(drawn(page)) == led_to(world, school)


def test_no_address_breaks_the_build() -> None:
    """An address that no code could hold, or that no host could have, still leaves a poster."""
    for odd in (f"https://org-a.example/{'я' * 3000}", f"https://{'я' * 80}.рф/", "https://[::1]:8000/?q=я#я", "http://"):
        assert 'role="img"' in body(worlds.with_school(FULL, section_url=odd))


def test_the_words_say_what_is_there() -> None:
    """Three lines for a school with a section; nothing is promised that is not behind the link; whom to ask always is."""
    finds = re.compile(r'poster__finds">(.*?)</ul>')
    full = re.findall("<li>(.*?)</li>", finds.search(body(FULL))[1])
    assert len(full) == 3
    bare = worlds.with_school(FULL, documents=(), practices=())
    bare = worlds.with_bank(worlds.with_bank(bare, acts=()), practices=())
    shown = finds.search(body(bare))[1]
    assert "документы" not in shown.lower()
    assert "К кому подойти" in shown


def test_a_poster_fits_the_kind_of_organisation() -> None:
    """«В нашей школе» is said of schools only."""
    terms = FULL.bank.vocabularies["school_types"]
    assert "Наставничество у нас" in body(FULL)
    assert terms.terms
    shipped = worlds.world(worlds.ROOT)
    said_of = {school.id: str(poster_page(shipped, school).body) for school in shipped.bank.schools}
    assert "Наставничество в нашей школе" in said_of["demo-gorodskaya"]
    assert "в нашей школе" not in said_of["demo-kolledzh"]


def test_no_person_stands_on_it() -> None:
    """The curator is a line to write on: no name field of the record is shown, and what the page asks for is time and place."""
    html = unescape(body(FULL))
    sheet = html[html.index('class="poster"') :]
    assert sheet.count("poster__line") == 2
    assert FULL.bank.schools[0].curator_page not in sheet


def test_the_curator_finds_the_poster() -> None:
    """The curator's page leads to it, and it leads back."""
    for school in FULL.bank.schools:
        assert 'href="../../../' + poster_url(school) + '"' in curator_page(FULL, school).body
        assert 'href="../../../../' + poster_url(school).removesuffix("poster/") + '"' in poster_page(FULL, school).body
