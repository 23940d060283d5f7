"""Dates of birth of people: a school and a tradition are born too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.privacy.page import Hit, Page
from generator.check.privacy.rules import BirthDate
from generator.patterns import late

_DAY = (
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\s+(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\s+\d{4})(?!\d)"
)
_BIRTH = late(
    rf"\b(?:род(?:ил(?:ся|ась)|\.)|рожд\.|рожден(?:а|ы)?\b|рождён\b|дат(?:а|ы|у|ой|е)\s+рождения|д\.\s?р\.)(?P<between>[^\n\d]{{0,40}}){_DAY}"
    rf"|\bд(?:ень|ня|нём|нем|ню)\s+рождения(?P<whose>[^\n\d]{{0,40}}){_DAY}"
    rf"|{_DAY}\s*(?:г(?:\.|ода)?\s*)?(?:г\.\s?р\b|года?\s+рождения|р\.|родил(?:ся|ась))",
    re.IGNORECASE,
)
_HINTS_AT_BIRTH = late(r"род|рожд|р\.", re.IGNORECASE)
_PERSON = late(
    r"\b(?:наставни(?:к|ц)\w{0,3}|наставляем\w+|учител\w+|педагог\w{0,3}|воспитател\w+|директор\w{0,2}|куратор\w{0,2}|учени(?:к|ц)\w{0,3}"
    r"|сотрудни(?:к|ц)\w{0,3}|коллег\w|реб[её]н\w+|воспитанни\w+|студент\w{0,3}|е[её]|его|мо(?:й|его)|мам\w|пап\w|сын\w?|доч\w+)\b",
    re.IGNORECASE,
)
_THING = late(
    r"\b(?:школ|гимнази|лице[йя]|колледж|детск\w+ сад|организаци|учреждени|объединени|клуб|практик|традици|иде[яи]|проект|программ|движени|наставничеств)\w*",
    re.IGNORECASE,
)


def find(page: Page) -> Iterator[Hit]:
    """Dates of birth near dates that have a word about birth beside them."""
    text = page.plain
    for start, end in page.windows(4, 75, 40):
        if not _HINTS_AT_BIRTH.search(text, start, end):
            continue
        for match in _BIRTH.finditer(text, start, end):
            if _is_of_person(match, text):
                yield Hit(*match.span(), BirthDate, "В тексте дата рождения.", "Удалите её: для практики она не нужна.")


def _is_of_person(match: re.Match[str], text: str) -> bool:
    whose = match["whose"]
    line = text[max(0, match.start() - 100) : match.start()].rpartition("\n")[2]
    before = re.split(r"[.!?;|]\s", line)[-1] if match["between"] is not None and "родил" in match.group().lower() else ""
    about = f"{before} {match['between'] or ''}"
    if _THING.search(about) and not _PERSON.search(about):
        return False
    return whose is None or bool(_PERSON.search(whose))
