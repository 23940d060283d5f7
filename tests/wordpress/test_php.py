"""The PHP include: a page of a site on PHP shows the section whatever happens to the bank, and nothing but the section."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites import ROOT, Site, words

INCLUDE = ROOT / "theme" / "embeds" / "nastavnik.php"
SECTION = '<h2>&#1044;&#1086;&#1082;&#1091;&#1084;&#1077;&#1085;&#1090;&#1099;</h2>\n<ul>\n<li><a href="https://bank.example/acts/">Act</a><br>2 KB</li>\n</ul>\n<p>fresh</p>\n'
LINK = "Наставничество"
HOUR = 3600


@dataclass
class FakeBank:
    """What the bank answers, and how many times it was asked."""

    body: bytes = SECTION.encode()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def say(self, html: str) -> None:
        """Answer this from now on."""
        self.body = html.encode()


@contextmanager
def serving(bank: FakeBank, certificate: Path | None = None) -> Iterator[FakeBank]:
    """The bank on a loopback port, over TLS if a certificate is given."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802  # the name is the base class's
            bank.asked.append(self.path)
            time.sleep(bank.wait)
            self.send_response(bank.status)
            for name, value in bank.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(bank.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
            """Say nothing: the tests speak."""

        def handle(self) -> None:
            with_hang_ups = (BrokenPipeError, ConnectionResetError)
            try:
                super().handle()
            except with_hang_ups:
                pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A handshake the client refused is what a test wants."""

    server = Quiet(("127.0.0.1", 0), Answer)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    bank.address = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}/embed/v1/s/primer/"
    try:
        yield bank
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def fake() -> Iterator[FakeBank]:
    """A bank that answers with a section."""
    with serving(FakeBank()) as bank:
        yield bank


@dataclass(frozen=True)
class Host:
    """A school's site: a folder with the include and a page."""

    folder: Path
    options: tuple[str, ...]

    def start(self, address: str) -> subprocess.Popen[bytes]:
        """Begin to make the page."""
        page = self.folder / "page.php"
        if not page.exists():
            page.write_text(f"<?php require_once 'nastavnik.php'; nastavnik('{address}'); ?>", encoding="ascii")
        command = ["php", *self.options, "page.php"]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def show(self, address: str) -> str:
        """The page's HTML. What PHP says to the server's journal is in `journal`."""
        out, journal = self.start(address).communicate(timeout=60)
        (self.folder / "journal").write_bytes(journal)
        return out.decode("ascii")

    @property
    def journal(self) -> str:
        """What the last page wrote to the server's journal."""
        return (self.folder / "journal").read_text(encoding="utf-8")

    @property
    def kept(self) -> list[Path]:
        """The files the include left beside itself."""
        return [path for path in self.folder.iterdir() if path.name.startswith("nastavnik-")]

    def age(self, seconds: int) -> None:
        """Let time pass for what is kept."""
        for path in self.kept:
            then = path.stat().st_mtime - seconds
            os.utime(path, (then, then))


TRANSPORTS = {"curl": ("-d", "allow_url_fopen=0"), "streams": ("-d", "allow_url_fopen=1", "-d", "disable_functions=curl_init")}


@pytest.fixture(params=TRANSPORTS)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    """A site whose PHP has curl only, and one whose PHP may open addresses only."""
    (tmp_path / "nastavnik.php").write_bytes(INCLUDE.read_bytes())
    return Host(tmp_path, ("-d", "display_errors=stdout", "-d", "error_reporting=-1", "-d", "log_errors=1", "-d", "error_log=/dev/stderr", *TRANSPORTS[request.param]))


def test_fresh_section_is_shown_and_asked_for_once_an_hour(fake: FakeBank, host: Host) -> None:
    """The first page fetches, pages within the hour do not, a later one fetches again."""
    assert host.show(fake.address) == SECTION
    assert host.show(fake.address) == SECTION
    assert fake.asked == ["/embed/v1/s/primer/fragment.html"]
    fake.say(SECTION.replace("fresh", "newer"))
    host.age(HOUR)
    assert "newer" in host.show(fake.address)
    assert len(fake.asked) == 2
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


def test_slow_bank_does_not_hold_the_page(fake: FakeBank, host: Host) -> None:
    """A bank that says nothing is given up; the next page does not wait at all."""
    fake.wait = 20
    began = time.monotonic()
    assert LINK in unescape(host.show(fake.address))
    assert LINK in unescape(host.show(fake.address))
    assert time.monotonic() - began < fake.wait
    assert len(fake.asked) == 1


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


@given(st.lists(st.sampled_from(["<p>", "</p>", "<a href=\"https://a.example/\">", "</a>", "<", ">", "script", "<b>", "x", " onload=", '"', "<br>", "</", "/>"]), max_size=12))
@settings(max_examples=60, deadline=None)
def test_what_passes_holds_only_known_tags(pieces: list[str]) -> None:
    """Whatever is put together: a text is accepted only if every «<» of it begins a known tag and all are paired."""
    html = "".join(pieces) + "<p></p>"
    code = f"require '{INCLUDE}'; echo nastavnik_is_safe(stream_get_contents(STDIN)) ? 'yes' : 'no';"
    accepted = subprocess.run(["php", "-r", code], input=html.encode(), capture_output=True, check=True).stdout == b"yes"
    known = re.findall(r'<(?:/?p|/a|a href="https://a\.example/"|br)>', html)
    rest = re.sub(r'<(?:/?p|/a|a href="https://a\.example/"|br)>', "", html)
    depth: list[str] = []
    paired = all(depth.pop(-1) == tag[2:-1] if tag[1] == "/" and depth else tag[1] != "/" and (depth.append(tag[1]) or True) for tag in known if tag != "<br>")
    assert accepted == (not set(rest) & set("<>") and paired and not depth)


def test_text_that_is_too_long_is_refused(fake: FakeBank, host: Host) -> None:
    """A section has an end: 256 KB."""
    fake.say(SECTION + "<p>" + "x" * 300_000 + "</p>")
    assert LINK in unescape(host.show(fake.address))


def test_answer_that_never_ends_is_given_up(fake: FakeBank, host: Host) -> None:
    """An answer cut short is no section, even if the part that came looks like one."""
    fake.headers["Content-Length"] = str(len(SECTION) + 1000)
    fake.say(SECTION + '<p><a href="https://a.example/">')
    assert LINK in unescape(host.show(fake.address))


def test_two_pages_at_once_ask_once_and_show_whole_texts(fake: FakeBank, host: Host) -> None:
    """While one page fetches the others show what is kept; nobody sees half a text and no drafts stay."""
    host.show(fake.address)
    host.age(HOUR)
    fake.wait = 1
    fake.say(SECTION.replace("fresh", "newer"))
    pages = [host.start(fake.address)]
    while len(fake.asked) < 2:
        time.sleep(0.01)
    pages += [host.start(fake.address) for _ in range(4)]
    shown = [page.communicate(timeout=60)[0].decode() for page in pages]
    assert "newer" in shown[0]
    assert shown[1:] == [SECTION] * 4
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


def test_folder_that_cannot_be_written_to(fake: FakeBank, host: Host, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The temporary folder takes the text; where there is none either, the page has a link and the journal says why."""
    if os.geteuid() == 0:
        run = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    else:
        run = []
    spare = tmp_path_factory.mktemp("spare")
    (host.folder / "page.php").write_text(f"<?php require_once 'nastavnik.php'; nastavnik('{fake.address}');", encoding="ascii")
    for folder in (host.folder, *host.folder.parents[:3]):
        folder.chmod(0o755)
    host.folder.chmod(0o555)
    command = [*run, "php", *host.options, "-d", f"sys_temp_dir={spare}", "page.php"]
    try:
        spare.chmod(0o777)
        assert subprocess.run(command, cwd=host.folder, capture_output=True, check=True).stdout.decode() == SECTION
        assert len(list(spare.iterdir())) == 1
        next(spare.iterdir()).unlink()
        spare.chmod(0o555)
        done = subprocess.run(command, cwd=host.folder, capture_output=True, check=True)
    finally:
        host.folder.chmod(0o755)
    assert LINK in unescape(done.stdout.decode())
    assert "нельзя записать" in done.stderr.decode()
    assert len(fake.asked) == 1


def test_certificate_of_a_stranger_is_refused(host: Host, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Over TLS the bank must prove who it is."""
    certificate = tmp_path_factory.mktemp("tls") / "own.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*make, "-keyout", certificate, "-out", certificate.with_suffix(".crt")], capture_output=True, check=True)
    certificate.write_bytes(certificate.read_bytes() + certificate.with_suffix(".crt").read_bytes())
    with serving(FakeBank(), certificate) as bank:
        assert LINK in unescape(host.show(bank.address))
        assert bank.asked == []
        for path in host.kept:
            path.unlink()
        # The same with the certificate trusted: so the refusal above was about trust.
        trusting = Host(host.folder, (*host.options, "-d", f"openssl.cafile={certificate.with_suffix('.crt')}", "-d", f"curl.cainfo={certificate.with_suffix('.crt')}"))
        assert trusting.show(bank.address) == SECTION


@pytest.mark.parametrize("address", ["file:///etc/", "ftp://127.0.0.1/", "php://filter/resource=", "https://"])
def test_only_addresses_of_the_web_are_opened(host: Host, address: str) -> None:
    """An address of another kind is never opened; the page does not break."""
    assert LINK in unescape(host.show(address))
    assert "Warning" not in host.show(address)


def test_addresses_are_printed_safely(host: Host) -> None:
    """An address with signs of HTML cannot break out of its attribute."""
    assert '"><script>' not in host.show('http://127.0.0.1:1/"><script>/')


def test_include_is_valid_for_old_php() -> None:
    """The file opens without an error, prints nothing by itself and explains itself first, in Russian."""
    done = subprocess.run(["php", "-l", str(INCLUDE)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert subprocess.run(["php", str(INCLUDE)], capture_output=True, check=True).stdout == b""
    assert "Как пользоваться" in INCLUDE.read_text(encoding="utf-8")[:900]
