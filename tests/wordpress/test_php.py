"""The PHP include: a page of a site on PHP shows the section whatever happens to the bank, and nothing but the section."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from certificate import self_signed
from hypothesis import given, settings
from hypothesis import strategies as st
from php_site import INCLUDE, SECTION, FakeBank, Host, serving

from tests.sites import Site, words

LINK = "Наставничество"
HOUR = 3600


@pytest.fixture
def fake() -> Iterator[FakeBank]:
    """A bank that answers with a section."""
    with serving(FakeBank()) as bank:
        yield bank


TRANSPORTS = {"curl": ("-d", "allow_url_fopen=0"), "streams": ("-d", "allow_url_fopen=1", "-d", "disable_functions=curl_init")}


@pytest.fixture(params=TRANSPORTS)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    """A site whose PHP has curl only, and one whose PHP may open addresses only."""
    (tmp_path / "nastavnik.php").write_bytes(INCLUDE.read_bytes())
    return Host(
        tmp_path, ("-d", "display_errors=stdout", "-d", "error_reporting=-1", "-d", "log_errors=1", "-d", "error_log=/dev/stderr", *TRANSPORTS[request.param])
    )


def test_fresh_section_is_shown_and_asked_for_once_an_hour(fake: FakeBank, host: Host) -> None:
    """The first page fetches, pages within the hour do not, a later one fetches again."""
    assert host.show(fake.address) == SECTION
    assert host.show(fake.address) == SECTION
    assert fake.asked == ["/embed/v1/s/primer/fragment.html"]
    fake.say(SECTION.replace("fresh", "newer"))
    host.age(HOUR)
    assert "newer" in host.show(fake.address)
    assert len(fake.asked) == 2
    host.age(-1000 * HOUR)
    host.show(fake.address)
    assert len(fake.asked) == 3, "a clock that was wrong once must not keep a text for ever"
    assert host.journal == ""


def test_section_of_a_built_bank_is_accepted(built: Callable[[str], Site], fake: FakeBank, host: Host) -> None:
    """What the bank really publishes passes the include's own rules, for every school of the full bank."""
    fragments = sorted((built("full").out / "embed" / "v1" / "s").glob("*/fragment.html"))
    assert fragments
    for fragment in fragments:
        fake.body = fragment.read_bytes()
        for path in host.kept:
            path.unlink()
        assert host.show(fake.address) == fragment.read_text(encoding="ascii"), fragment


def test_stale_section_stays_for_ever_and_a_dead_bank_is_not_asked_again_at_once(fake: FakeBank, host: Host) -> None:
    """A bank that fails leaves the old text on the page, is told in the journal and is left alone for five minutes."""
    host.show(fake.address)
    fake.status = 500
    host.age(1000 * HOUR)
    assert host.show(fake.address) == SECTION
    assert "банк не ответил" in host.journal
    assert host.show(fake.address) == SECTION
    assert len(fake.asked) == 2
    host.age(301)
    fake.status = 200
    fake.say(SECTION.replace("fresh", "back"))
    assert "back" in host.show(fake.address)


@pytest.mark.parametrize("status", [404, 403, 503])
def test_first_time_without_a_section_shows_a_link(fake: FakeBank, host: Host, status: int) -> None:
    """Nothing kept and an error for an answer: a link to the section, and no second question at once."""
    fake.status = status
    for _ in range(2):
        assert unescape(host.show(fake.address)) == f'<p><a href="{fake.address}">{LINK}</a></p>\n'
    assert len(fake.asked) == 1


def test_redirects_are_not_followed(fake: FakeBank, host: Host) -> None:
    """An answer that sends elsewhere is no section."""
    with serving(FakeBank()) as other:
        fake.status = 302
        fake.headers["Location"] = other.address
        assert LINK in unescape(host.show(fake.address))
        assert other.asked == []


def test_no_server_at_all_shows_a_link(host: Host) -> None:
    """A port nobody listens at."""
    with serving(FakeBank()) as gone:
        pass
    assert LINK in unescape(host.show(gone.address))


def test_silent_bank_does_not_hold_the_page(fake: FakeBank, host: Host) -> None:
    """A bank that says nothing is given up before it speaks; the next page does not even ask."""
    fake.speaks.clear()
    assert LINK in unescape(host.show(fake.address))
    assert LINK in unescape(host.show(fake.address))
    assert len(fake.asked) == 1


def test_bank_that_never_ends_does_not_hold_the_page(fake: FakeBank, host: Host) -> None:
    """A bank that goes on, a sign at a time, is given up too: the term is for the whole answer."""
    fake.endless = True
    assert LINK in unescape(host.show(fake.address))


FOREIGN = (
    "<script>alert(1)</script>",
    '<script src="https://bank.example/e.js"></script>',
    '<iframe src="https://bank.example/"></iframe>',
    "<style>p{display:none}</style>",
    '<link rel="stylesheet" href="https://bank.example/a.css">',
    '<img src="x" onerror="alert(1)">',
    '<p onclick="alert(1)">a</p>',
    '<p class="a">a</p>',
    '<p style="position:fixed">a</p>',
    '<a href="https://a.example/" onclick="alert(1)">a</a>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="JavaScript:alert(1)">a</a>',
    '<a href="data:text/html,a">a</a>',
    '<a href="&#106;avascript:alert(1)">a</a>',
    "<a href='https://a.example/'>a</a>",
    '<a href="/relative/">a</a>',
    "<time>1</time>",
    "<h1>a</h1>",
    "<!-- a -->",
    "<!doctype html>",
    "<svg/onload=alert(1)>",
    "<scr<p>ipt>alert(1)</scr</p>ipt>",
    "<<p>script>alert(1)<</p>/script>",
    "<p/>",
    "<p",
    "<?php echo 1; ?>",
    "<ul><li>a</ul>",
    "</ul>",
    "<p>a",
    '<p><a href="https://a.example/">a</p></a>',
    "</br>",
    "русские буквы",
    "\x00",
    "\x7f",
)  # fmt: skip


@pytest.mark.parametrize("foreign", FOREIGN)
def test_markup_that_is_not_a_sections_is_refused_whole(fake: FakeBank, tmp_path: Path, foreign: str) -> None:
    """One thing too many and the old text stays, by whatever way it came."""
    (tmp_path / "nastavnik.php").write_bytes(INCLUDE.read_bytes())
    host = Host(tmp_path, ("-d", "error_log=/dev/stderr"))
    host.show(fake.address)
    host.age(HOUR)
    fake.say(SECTION + foreign)
    assert host.show(fake.address) == SECTION
    assert "лишняя разметка" in host.journal
    for path in host.kept:
        path.write_text(SECTION + foreign, encoding="utf-8")
    assert LINK in unescape(host.show(fake.address)), "what was kept is judged too"


KNOWN = re.compile(r'<(?:(/?)(p|a)(?: href="https://a\.example/")?|br)>')
PIECES = ["<p>", "</p>", '<a href="https://a.example/">', "</a>", "<", ">", "script", "<b>", "x", " onload=", '"', "<br>", "</", "/>"]


def is_paired(html: str) -> bool:
    """True where every tag of `KNOWN` that opens is closed, in order."""
    open_tags: list[str] = []
    for closing, name in KNOWN.findall(html):
        if closing and (not open_tags or open_tags.pop() != name):
            return False
        if name and not closing:
            open_tags.append(name)
    return not open_tags


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=60, deadline=None)
def test_what_passes_holds_only_known_tags(pieces: list[str]) -> None:
    """Whatever is put together: a text is accepted if every «<» and «>» of it belongs to a known tag and all are paired."""
    html = "".join(pieces) + "<p></p>"
    code = f"require '{INCLUDE}'; echo nastavnik_is_safe(stream_get_contents(STDIN)) ? 'yes' : 'no';"
    accepted = subprocess.run(["php", "-r", code], input=html.encode(), capture_output=True, check=True).stdout == b"yes"
    assert accepted == (not set(KNOWN.sub("", html)) & set("<>") and is_paired(html))


def test_text_that_is_too_long_is_refused(fake: FakeBank, host: Host) -> None:
    """A section has an end: 256 KB."""
    fake.say(SECTION + "<p>" + "x" * 300_000 + "</p>")
    assert LINK in unescape(host.show(fake.address))


def test_answer_cut_short_is_refused(fake: FakeBank, host: Host) -> None:
    """An answer that ends inside a link would make a link of the rest of the page."""
    fake.headers["Content-Length"] = str(len(SECTION) + 1000)
    fake.say(SECTION + '<p><a href="https://a.example/">')
    assert LINK in unescape(host.show(fake.address))


def test_two_pages_at_once_ask_once_and_show_whole_texts(fake: FakeBank, host: Host) -> None:
    """While one page fetches the others show what is kept; nobody sees half a text and no drafts stay."""
    host.show(fake.address)
    host.age(HOUR)
    patient = host.folder / "nastavnik.php"  # on a slow machine three seconds may be short for what follows
    patient.write_text(patient.read_text(encoding="utf-8").replace("NASTAVNIK_WAIT = 3;", "NASTAVNIK_WAIT = 60;"), encoding="utf-8")
    fake.speaks.clear()
    fake.say(SECTION.replace("fresh", "newer"))
    first = host.start(fake.address)
    while len(fake.asked) < 2:
        time.sleep(0.01)
    others = [host.start(fake.address) for _ in range(4)]
    assert [page.communicate(timeout=60)[0].decode() for page in others] == [SECTION] * 4
    fake.speaks.set()
    assert "newer" in first.communicate(timeout=60)[0].decode()
    assert len(fake.asked) == 2
    assert len(host.kept) == 1


def test_page_in_windows_1251_reads_the_same(fake: FakeBank, host: Host) -> None:
    """On a page of another encoding the section and the link are right, because they are ASCII."""
    page = f"<meta charset=windows-1251><p>Школа</p><?php require_once 'nastavnik.php'; nastavnik('{fake.address}');"
    (host.folder / "page.php").write_bytes(page.encode("cp1251"))
    shown = host.start(fake.address).communicate(timeout=60)[0].decode("cp1251")
    assert words(shown) == "Школа Документы Act 2 KB fresh"
    fake.status = 404
    host.kept[0].unlink()
    assert words(host.start(fake.address).communicate(timeout=60)[0].decode("cp1251")) == f"Школа {LINK}"


def test_two_sections_on_a_page_are_kept_apart(fake: FakeBank, host: Host) -> None:
    """Two calls in one page, one with a term of its own, give two sections."""
    with serving(FakeBank(body=SECTION.replace("fresh", "other").encode())) as other:
        calls = f"nastavnik('{fake.address}'); nastavnik('{other.address.rstrip('/')}', 86400);"
        (host.folder / "page.php").write_text(f"<?php require_once 'nastavnik.php'; {calls}", encoding="ascii")
        shown = host.show("")
        assert shown.count("<h2>") == 2
        assert "fresh" in shown
        assert "other" in shown
        host.age(HOUR)
        host.show("")
        assert (len(fake.asked), len(other.asked)) == (2, 1)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder other users of the machine can enter; pytest's own are closed to them."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_folder_that_cannot_be_written_to(fake: FakeBank, host: Host, open_folder: Path) -> None:
    """The temporary folder takes the text; where there is none either, the page has a link and the journal says why."""
    site, spare = open_folder / "site", open_folder / "spare"
    shutil.copytree(host.folder, site)
    spare.mkdir()
    (site / "page.php").write_text(f"<?php require_once 'nastavnik.php'; nastavnik('{fake.address}');", encoding="ascii")
    site.chmod(0o555)
    spare.chmod(0o777)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    command = [*nobody, "php", *host.options, "-d", f"sys_temp_dir={spare}", "page.php"]
    try:
        assert subprocess.run(command, cwd=site, capture_output=True, check=True).stdout.decode() == SECTION
        (kept,) = spare.iterdir()
        kept.unlink()
        spare.chmod(0o555)
        done = subprocess.run(command, cwd=site, capture_output=True, check=True)
    finally:
        site.chmod(0o755)
        spare.chmod(0o755)
    assert LINK in unescape(done.stdout.decode())
    assert "нельзя записать" in done.stderr.decode()
    assert len(fake.asked) == 1


def test_certificate_of_a_stranger_is_refused(host: Host, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Over TLS the bank must prove who it is."""
    certificate = self_signed(tmp_path_factory.mktemp("tls"))
    with serving(FakeBank(), certificate) as bank:
        assert LINK in unescape(host.show(bank.address))
        assert bank.asked == []
        for path in host.kept:
            path.unlink()
        # The same with the certificate trusted: so the refusal above was about trust.
        trusting = Host(
            host.folder, (*host.options, "-d", f"openssl.cafile={certificate.with_suffix('.crt')}", "-d", f"curl.cainfo={certificate.with_suffix('.crt')}")
        )
        assert trusting.show(bank.address) == SECTION


@pytest.mark.parametrize("scheme", ["file://", "FILE://", "", "compress.zlib://", "ftp://"])
def test_only_addresses_of_the_web_are_opened(host: Host, scheme: str) -> None:
    """A file of the server is not shown by whatever way it is named, and the page does not break."""
    (host.folder / "fragment.html").write_text(SECTION, encoding="ascii")
    shown = host.show(f"{scheme}{host.folder}/")
    assert LINK in unescape(shown)
    assert "Warning" not in shown


def test_addresses_are_printed_safely(host: Host) -> None:
    """An address with signs of HTML cannot break out of its attribute."""
    assert '"><script>' not in host.show('http://127.0.0.1:1/"><script>/')


def test_include_says_nothing_by_itself() -> None:
    """Opened alone the file prints nothing; it begins with how to use it, and calls nothing that PHP 7.4 has not."""
    assert subprocess.run(["php", "-d", "display_errors=stdout", str(INCLUDE)], capture_output=True, check=True).stdout == b""
    text = INCLUDE.read_text(encoding="utf-8")
    assert "Как пользоваться" in text[:900]
    assert not re.search(r"\b(str_contains|str_starts_with|str_ends_with|get_debug_type|match) ?\(|\?->", text.partition("*/")[2])
