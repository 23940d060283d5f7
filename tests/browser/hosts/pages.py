"""The hosts of the matrix: pages as schools have them, hostile ones among them, and what a reader must see of each line there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.browser.hosts.servers import Bank, Manner, School

Opened = Callable[..., Any]
KINDS = ("script", "object", "iframe")
# The loader gives the bank eight seconds; a test need not.
HURRY = "{ const slow = setTimeout; window.setTimeout = (call, time, ...rest) => slow(call, time >= 8000 ? 900 : time >= 1000 ? 400 : time, ...rest); }"

PLAIN = "body{font:17px/1.5 Georgia,serif;max-width:60em;margin:1em auto;padding:0 1em;color:#222;background:#fff}a{color:#a0305a}header,footer{padding:.5em 0}footer p{margin:0}"
DARK = PLAIN + "html{color-scheme:dark}body{background:#14181b;color:#e9e6df}a{color:#8cc8ff}"
RESET = PLAIN + (
    "*{margin:0!important;padding:0!important;font:11px/1 Arial!important;color:#333!important;float:none!important;list-style:none!important;"
    "text-decoration:none!important;transition:none!important}section,article,h2,h3{display:none!important}ul,li{height:4px!important;overflow:hidden!important}"
)
# What the scripts of «версия для слабовидящих» do, in our words: a wrapper round everything, attributes on it, frames hidden.
IMPAIRED = """
.impaired-wrap[data-on] *{color:#fff!important;background:#000!important;font-size:24px!important;letter-spacing:2px!important}
.impaired-wrap[data-on]{background:#000!important;color:#fff!important;font-size:24px!important}
[data-on] iframe,[data-on] object,[data-on] video,[data-on] figure{display:none!important}"""
IMPAIRED_ON = """() => { const wrap = document.createElement("div"); wrap.className = "impaired-wrap"; wrap.append(...document.body.childNodes);
  document.body.append(wrap); wrap.dataset.on = ""; }"""


@dataclass(frozen=True)
class Host:
    """A host: its style, its policy, how the bank behaves, and what is seen of (script, object, iframe)."""

    id: str
    name: str
    seen: tuple[str, str, str]
    style: str = PLAIN
    policy: str = ""
    doctype: str = "<!doctype html>"
    around: str = "%s"
    encoding: str = "utf-8"
    manner: Manner = field(default_factory=Manner)
    browser: dict[str, Any] = field(default_factory=dict)
    width: int = 1280
    changed: tuple[str, str] = ("", "")
    cors: bool = True
    impaired: bool = False


def page_text(host: Host, *pasted: tuple[str, str]) -> str:
    """The host's page with lines pasted into places; each is the id of its place and the line."""
    places = "".join(host.around.replace("%s", f'<div id="{place}">{line}</div>') for place, line in pasted)
    return (
        f'{host.doctype}<html lang="ru"><head><meta charset="{host.encoding}"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>Наставничество – школа</title><link rel="icon" href="data:,"><link rel="stylesheet" href="host.css"></head><body>'
        '<header><a href="#main">Школа</a> · <span>Сведения об образовательной организации</span> · <span>Новости</span> · <span>Контакты</span></header><main id="main"><h1>Наставничество</h1><p>Страница школы о наставничестве. Здесь рассказано, '
        "кто отвечает за наставничество, какие документы приняты и чем школа делится с другими.</p><p>Вопросы можно задать куратору.</p>"
        f"{places}</main><footer><p>Подвал страницы школы</p></footer></body></html>"
    )


def put(school: School, bank: Bank, host: Host, *pasted: tuple[str, str]) -> str:
    """Serve the host with lines in it; its address. The bank takes on the host's manner."""
    bank.manner = host.manner
    school.put("host.css", host.style)
    policy = host.policy.replace("BANK", bank.url.rstrip("/"))
    return school.put("page.html", page_text(host, *pasted), encoding=host.encoding, Content_Security_Policy=policy)


_FRAME_ONLY = Manner(only=r"/$", headers={"X-Frame-Options": "DENY"})
_SCRIPT_ONLY = "default-src 'self'; script-src BANK; frame-src BANK; style-src 'self'"
_NO_SCRIPT = {"java_script_enabled": False}
# Chromium may measure a frame that comes at once before it has given it a width; only a script mends that.
_AWAY = Manner(delay=0.3)

HOSTS = (
    Host("plain", "простая страница", ("inline", "frame", "frame")),
    Host("reset", "сброс стилей с !important", ("inline", "frame", "frame"), style=RESET),
    Host("reset-frames", "сброс стилей, который мнёт рамки", ("inline", "frame", "frame with scroll"), style=RESET + "iframe{height:80px!important}"),
    Host("csp-self", "CSP: только свои скрипты и рамки", ("link", "link", "hole + link"), policy="script-src 'self'; frame-src 'self'; object-src 'self'"),
    Host("csp-frames", "CSP: свои скрипты, рамки банка", ("link", "link", "frame with scroll"), policy="default-src 'self'; frame-src BANK"),
    Host("csp-scripts", "CSP: скрипты и рамки банка, без connect-src", ("frame", "link", "frame with scroll"), policy=_SCRIPT_ONLY),
    Host(
        "csp-trusted-types",
        "CSP: данные банка, рамок нет, Trusted Types",
        ("inline", "link", "hole + link"),
        policy="default-src 'self'; script-src BANK; style-src 'self'; connect-src BANK; frame-src 'none'; require-trusted-types-for 'script'",
    ),
    Host("no-js", "JavaScript выключен", ("link", "frame", "frame"), browser=_NO_SCRIPT, manner=_AWAY),
    Host("quirks", "без doctype", ("inline", "frame", "frame"), doctype=""),
    Host("narrow", "столбец 320 px", ("inline", "frame", "frame"), width=320),
    Host("narrow-no-js", "столбец 320 px, JavaScript выключен", ("link", "frame", "frame"), width=320, browser=_NO_SCRIPT, manner=_AWAY),
    Host("windows-1251", "windows-1251", ("inline", "frame", "frame"), encoding="windows-1251"),
    Host("table", "ячейка таблицы", ("inline", "frame", "frame"), around='<table><tr><td style="width:9em">Меню</td><td>%s</td></tr></table>'),
    Host("flex", "строка flex", ("inline", "frame", "frame"), around='<div style="display:flex;gap:1em"><nav>Меню</nav>%s</div>'),
    Host("float", "плавающий столбец", ("inline", "frame", "frame"), around='<div style="float:left">%s</div>'),
    Host("dark-on-light", "тёмный сайт, светлая система", ("inline", "frame", "frame"), style=DARK),
    Host("dark-on-dark", "тёмный сайт, тёмная система", ("inline", "frame", "frame"), style=DARK, browser={"color_scheme": "dark"}),
    Host("light-on-dark", "светлый сайт, тёмная система", ("inline", "frame", "frame"), browser={"color_scheme": "dark"}),
    Host("impaired", "версия для слабовидящих", ("inline", "frame", "frame"), style=PLAIN + IMPAIRED, impaired=True),
    Host("down", "банк не отвечает (соединение рвётся)", ("link", "link", "hole + link"), manner=Manner(cut=True)),
    Host("down-cached", "банк не отвечает, скрипт из кэша", ("link", "link", "hole + link"), manner=Manner(only=r"(/|\.json)$", cut=True)),
    Host("gone", "школа снята (404)", ("link", "link", "hole + link"), manner=Manner(only=r"(/|\.json)$", status=404)),
    Host("silent", "банк молчит дольше срока", ("link", "", ""), manner=Manner(only=r"(/|\.json)$", delay=2.5)),
    Host("slow-data", "медленные данные", ("inline", "frame", "frame"), manner=Manner(only=r"(/|\.json)$", delay=0.6)),
    Host("late-script", "медленный скрипт", ("inline", "", ""), manner=Manner(only=r"\.js$", delay=1)),
    Host("xfo", "X-Frame-Options у банка", ("inline", "link", "hole + link"), manner=_FRAME_ONLY),
    Host("xfo-frame", "X-Frame-Options и data-mode=frame", ("link", "", ""), manner=_FRAME_ONLY, changed=('"nb-embed"', '"nb-embed" data-mode="frame"')),
    Host("no-cors-sealed", "нет CORS, строка с integrity", ("link", "frame", "frame"), manner=Manner(cors=False)),
    Host("no-cors", "нет CORS, строка без integrity", ("frame", "frame", "frame"), manner=Manner(cors=False), cors=False),
    Host("sri-wrong", "подменённый скрипт (SRI)", ("link", "", ""), manner=Manner(only=r"\.js$", body=b"document.body.remove()")),
)


def as_table(rows: list[tuple[str, ...]]) -> str:
    """Rows as a Markdown table."""
    words = {"inline": "раздел", "frame": "рамка", "frame with scroll": "рамка с прокруткой", "link": "ссылка", "hole + link": "пустая рамка и ссылка", "": "–"}
    head = "| Страница | Скрипт | object | iframe |\n|---|---|---|---|\n"
    return head + "".join(f"| {' | '.join((name, *(words.get(cell, cell) for cell in cells)))} |\n" for name, *cells in rows)
