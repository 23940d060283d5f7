"""Boxes of electronic mail, hidden ones too, and pages of people in social networks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.privacy.latin import is_surname_in_latin
from generator.check.privacy.numbers import hidden
from generator.check.privacy.page import Hit, Page
from generator.check.privacy.rules import Email, Profile
from generator.patterns import late

_BOX_BACKWARDS = late(r"[\w.+-]{1,64}")
_DOMAIN = late(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
# «ivanova (собака) school точка ru», «ivanova[at]school.ru», «на собачка.ру»: the sign @ spelled.
_SPELLED = late(
    r"(?P<left>[\w+-]+(?:\.[\w+-]+)*)\s{0,2}(?P<at>[(\[{]\s?(?:собака|собачка|at|эт|dog|a)\s?[)\]}]|\s(?:собака|собачка)\s|(?<=[a-z])собака(?=[a-z]))"
    r"\s{0,2}[\w-]+\s?(?:\.|\(точка\)|\[dot\]|\(dot\)|\[точка\]|\sточка\s|\sдот\s)\s?[a-zа-яё]{2,10}\b",
    re.IGNORECASE,
)
_FREE = (
    "mail.ru bk.ru list.ru inbox.ru internet.ru xmail.ru yandex.ru ya.ru yandex.com narod.ru gmail.com googlemail.com rambler.ru lenta.ru autorambler.ru"
    " ro.ru outlook.com hotmail.com live.ru live.com icloud.com me.com yahoo.com vk.com proton.me protonmail.com mail.com pochta.ru"
)
_FREE_DOMAINS = frozenset(_FREE.split())
_NETWORK = late(
    r"(?:^|(?<=[\s/(\[«<\"'|:,.]))(?:m\.)?(?:vk\.com|vkontakte\.ru|ok\.ru|odnoklassniki\.ru|t\.me|telegram\.me|instagram\.com|facebook\.com|fb\.com|my\.mail\.ru|tenchat\.ru)"
    r"/(?P<name>[\w.@/-]{2,60})",
    re.IGNORECASE,
)
_NUMBERED_PERSON = late(r"id\d{3,}|profile/\d{4,}|mail/[\w.-]+|bk/[\w.-]+|list/[\w.-]+|inbox/[\w.-]+", re.IGNORECASE)
_NICK = late(
    r"\b(?:телеграм\w*|telegram|тг|вк|vk|ник|инстаграм\w*|max|макс)\b[^\n@]{0,20}@(?P<nick>[A-Za-z][\w.]{3,40})",
    re.IGNORECASE,
)
_MAIL_HINT = "Удалите адрес: для вопросов есть страница организации."
_PROFILE_HINT = "Удалите ссылку на человека; дайте страницу организации или её сообщества."


def find(page: Page) -> Iterator[Hit]:
    """Boxes and profiles that the settings do not allow."""
    text = page.text
    if "@" in text:
        yield from _boxes(page)
        for match in _NICK.finditer(text):
            if is_surname_in_latin(match["nick"]):
                yield Hit(match.start("nick") - 1, match.end(), Profile, "В тексте имя человека в социальной сети.", _PROFILE_HINT)
    if any(sign in text for sign in _SPELLED_SIGNS):
        for match in _SPELLED.finditer(text):
            if re.search(r"[(\[{]|[A-Za-z]", match.group()):
                yield Hit(*match.span(), Email, f"В тексте адрес почты словами: «{hidden(match.group())}».", _MAIL_HINT)
    for match in _networks(text):
        name = match["name"].rstrip("./")
        if _NUMBERED_PERSON.match(name) or is_surname_in_latin(name):
            yield Hit(match.start(), match.start("name") + len(name), Profile, "Ссылка ведёт на страницу человека в социальной сети.", _PROFILE_HINT)


def _networks(text: str) -> Iterator[re.Match[str]]:
    """Addresses in networks, looked for around the ends of their hosts."""
    for end in _HOST_ENDS:
        for host in end.finditer(text):
            match = _NETWORK.search(text, max(0, host.start() - 16), min(len(text), host.end() + 62))
            if match and match.start("name") == host.end():
                yield match


_HOST_ENDS = tuple(late(end) for end in (r"\.com/", r"\.ru/", r"\.me/"))
_SPELLED_SIGNS = ("собак", "собач", "at)", "at]", "at}", "(a)", "dog)", "dog]")


def _boxes(page: Page) -> Iterator[Hit]:
    text = page.text
    for match in _DOMAIN.finditer(text):
        box = _BOX_BACKWARDS.match(text[max(0, match.start() - 64) : match.start()][::-1])
        if box is None:
            continue
        if not match.group().rpartition(".")[2].rstrip("_-").isalpha() and "xn--" not in match.group():
            continue  # «package@1.0.2» is a version
        start = match.start() - box.end()
        end = start + len(text[start : match.end()].rstrip("._-"))
        address = text[start:end].lower()
        if not _is_allowed(address, page.allowed.mail):
            yield Hit(start, end, Email, f"В тексте адрес почты {hidden(address)}.", _MAIL_HINT)


def _is_allowed(address: str, allowed: tuple[str, ...]) -> bool:
    """True for a box or a domain of an organisation; a person's box at a free service is never one."""
    box, _, domain = address.partition("@")
    if domain in _FREE_DOMAINS:
        return address in map(str.lower, allowed) and not is_surname_in_latin(box)
    return any(item.lower().removeprefix("@") in (address, domain) for item in allowed)
