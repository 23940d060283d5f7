"""What a curator sends to whoever looks after her site: what the line loads, what it does not, what to allow, what to check."""

from __future__ import annotations

from generator.render.embed.data import Section
from generator.render.embed.frame import origin
from generator.render.embed.lines import LOADER, RELEASED, Line
from generator.render.files import kilobytes, size_text
from generator.render.site import EMBED, World


def letter(world: World, section: Section, codes: dict[str, Line]) -> str:
    """What a curator sends to whoever looks after the site's server."""
    host = origin(world.settings.url)
    loader = world.absolute(f"{EMBED}{LOADER}")
    size = size_text(kilobytes(world.theme / "embeds" / RELEASED / LOADER))
    sealed = " Файл неизменен: его контрольная сумма стоит в строке (integrity), и подменённый скрипт браузер не запустит." if world.settings.embed.cors else ""
    folder = codes["address"].code
    data = (
        f"– данные раздела {folder}data.json (несколько килобайт). Запрос идёт без cookies и без адреса вашей страницы."
        if world.settings.embed.cors
        else f"– страницу раздела {folder} в рамке (iframe, sandbox), без cookies и без адреса вашей страницы."
    )
    return f"""Здравствуйте! Прошу помочь разместить на сайте раздел «{section.title}» ({section.school_name}).

Его собирает «{section.bank}». На страницу нужно один раз вставить строку в режиме HTML, целиком и без правки:

{codes["script"].code}

Что загружает строка
– скрипт {loader} ({size}, без библиотек).{sealed}
{data}

Чего она не делает
– не ставит cookies и ничего не хранит в браузере посетителя;
– не обращается ни к одному серверу, кроме {host}; счётчиков, рекламы, шрифтов со стороны нет;
– не вставляет в страницу чужой HTML: данные становятся текстом и ссылками, их оформление не трогает остальную страницу.
Сервер банка видит обычный запрос файла, как при открытии любой ссылки.

Если на сайте действует Content-Security-Policy, добавьте
script-src {host}
connect-src {host}
frame-src {host}
style-src – для этой строки добавлять ничего не нужно. Старым браузерам без adoptedStyleSheets понадобится 'unsafe-inline'; без него раздел виден, но без оформления.

Если скрипты на сайте запрещены, подойдёт строка без них (нужны object-src и frame-src {host}, для размера рамки – style-src-attr 'unsafe-inline'):

{codes["object"].code}

Если запрещено и это, достаточно ссылки:

{codes["link"].code}

Что проверить после вставки
– страница открыта без входа на сайт, в окне инкогнито: виден раздел, а не одна ссылка;
– с телефона раздел не шире экрана;
– в «версии для слабовидящих» раздел остаётся и читается;
– клавиша Tab проходит по всем ссылкам раздела;
– в сообщениях браузера (F12, «Консоль») нет отказов Content-Security-Policy.
"""
