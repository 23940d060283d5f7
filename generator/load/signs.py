"""Signs nobody sees or nobody typed: what Word, PDF and wrong encodings leave in a text, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Edit, Fix, Place, Rule
from generator.load import rules, sign_rules
from generator.load.mojibake import mojibake
from generator.patterns import late

MOST = 100  # spots: a file with more control signs is no text, and of other signs the rest comes with the next run

# Everything at once, because a card without such signs is the usual case. A joiner between parts of an emoji is meant.
_ODD = late(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u0306\u0308\u061c\u180e\u200b-\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]|(?<=[A-Za-zА-Яа-яЁё])\u200d|\u200d(?=[A-Za-zА-Яа-яЁё])"
)
# Two quick looks: a run of one class of signs is the fastest thing there is. The first knows ordinary Russian text only.
_RUSSIAN = late("[\t\n -~\u00a0«»А-яЁё–—…№„“]*")
_ORDINARY = late(
    "[\t\n -~\u00a0-\u00ac\u00ae-\u0305\u0307\u0309-\u061b\u061d-\u180d\u180f-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufefe\uff00-\ufff8\U00010000-\U000dffff]*"
)
_CONTROL = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN = late("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufeff]")
_QUESTIONS = late(r"\?{3,} \?{3,}")
_CONFLICT = late(r"^(?:<{7}|>{7}|\|{7})(?= |$).*", re.MULTILINE)
_WORD = late(r"[\w\u00ad\u0306\u0308\u200b-\u200f\u2060\ufeff-]{1,30}\Z")
_WORD_AFTER = late(r"[\w\u00ad\u0306\u0308\u200b-\u200f\u2060\ufeff-]{1,30}")
_NAMES = {
    "\x0b": "разрыв строки из Word", "\x0c": "разрыв страницы из Word", "\x1e": "неразрывный дефис из Word", "\x1f": "мягкий перенос из Word",
    "\x00": "пустой байт", "\x1b": "команда терминала", "\u00ad": "мягкий перенос", "\u200b": "пробел нулевой ширины", "\u2060": "запрет переноса",
    "\ufeff": "метка BOM посреди текста", "\u2028": "разрыв строки из Word", "\u2029": "разрыв абзаца из Word", "\u200d": "соединитель", "\u200c": "разделитель",
}  # fmt: skip
_MENDED = {"\x0b": " ", "\x0c": " ", "\x1e": "-", "\x1f": "", "\u2028": " ", "\u2029": " "}
_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is said of one sort of signs: the rule, the sentence with «{where}» and «{name}», the hint, the title of the fix."""

    rule: type[Rule]
    message: str
    hint: str
    fix: str = ""


_KINDS = {
    "control": _Kind(
        rules.ControlCharacter, "{where} есть непечатаемый знак: {name}.", "Удалите этот знак: он появился при копировании из другой программы.",
        "Убрать непечатаемый знак",
    ),
    "hidden": _Kind(sign_rules.Invisible, "{where} спрятан невидимый знак: {name}.", "Удалите его или наберите слово заново.", "Убрать невидимый знак"),
    "direction": _Kind(
        sign_rules.Direction, "{where} стоит скрытая команда «писать справа налево»: на экране текст не тот, что в файле.",
        "Удалите эту строку и наберите её заново с клавиатуры.",
    ),
    "private": _Kind(
        sign_rules.PrivateSign, "{where} стоит значок из шрифта Word ({name}): у читателя на его месте будет пустой квадрат.",
        "Замените его обычным знаком; пункт списка начинайте с «- ».", "Сделать обычным пунктом списка",
    ),
    "damaged": _Kind(
        sign_rules.Damaged, "{where} буквы потеряны: вместо них стоит знак «�».", "Возьмите это место из исходного документа и наберите заново.",
    ),
    "composed": _Kind(sign_rules.Decomposed, "{where} буква «{name}» набрана двумя знаками.", "Наберите слово заново.", "Записать букву одним знаком"),
}  # fmt: skip


def signs(path: str, text: str) -> list[Diagnostic]:
    """What is wrong with the signs of a text, one diagnostic for each line and sort."""
    found: list[Diagnostic] = []
    turned: set[int] = set()
    russian = _whole(_RUSSIAN, text)
    if not russian:
        found, turned = mojibake(path, text)
    if not russian and not _whole(_ORDINARY, text):
        # Of a text read in a wrong encoding the signs nobody sees are letters.
        found += [item for item in _odd(path, text) if item.place.line not in turned or item.rule not in (rules.ControlCharacter.id, sign_rules.Invisible.id)]
    if "??? ???" in text:
        for line, start, match in _placed(text, _QUESTIONS):
            place = Place(path, line, start + 1, line, start + 1 + len(match.group()))
            hint = "Возьмите это место из исходного документа и наберите заново."
            found.append(sign_rules.Damaged.at(place, "Вместо слов стоят знаки вопроса: текст потерян при смене кодировки.", hint))
    if "<<<<<<<" in text or ">>>>>>>" in text:
        found += _conflicts(path, text)
    return found


def _whole(pattern: re.Pattern[str], text: str) -> bool:
    match = pattern.match(text)
    return match is not None and match.end() == len(text)


def _placed(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Line from 1, column from 0 and match of the first spots."""
    line, at = 1, 0
    for number, match in enumerate(pattern.finditer(text)):
        if number >= MOST:
            return
        line += text.count("\n", at, match.start())
        at = match.start()
        yield line, at - text.rfind("\n", 0, at) - 1, match


def _odd(path: str, text: str) -> list[Diagnostic]:
    if len(controls := _CONTROL.findall(text)) > MOST:
        message = f"Непечатаемых знаков в файле {len(controls)}: похоже, это не текст."
        return [rules.ControlCharacter.at(Place(path), message, "Проверьте, тот ли это файл, и сохраните его как простой текст в кодировке UTF-8.")]
    spots: dict[tuple[int, str], list[tuple[int, re.Match[str]]]] = {}
    for line, column, match in _placed(text, _ODD):
        if (sort := _sort(match)) and not (match.start() == 0 and match.group() == "\ufeff"):
            spots.setdefault((line, sort), []).append((column, match))
    return [_said(path, line, _KINDS[sort], sort, here) for (line, sort), here in spots.items()]


def _sort(match: re.Match[str]) -> str:
    sign = match.group()
    if _CONTROL.match(sign):
        return "control"
    if sign in _DIRECTION:
        return "direction"
    if sign in "\u0306\u0308":
        return "composed" if _composed(match) else ""
    if sign == "\ufffd":
        return "damaged"
    return "private" if unicodedata.category(sign) == "Co" else "" if sign == "\ufffc" else "hidden"


def _composed(match: re.Match[str]) -> str:
    """«й» or «ё» when its two parts stand here."""
    pair = match.string[max(match.start() - 1, 0) : match.end()]
    whole = unicodedata.normalize("NFC", pair)
    return whole if whole in ("й", "Й", "ё", "Ё") else ""


def _said(path: str, line: int, kind: _Kind, sort: str, spots: list[tuple[int, re.Match[str]]]) -> Diagnostic:
    column, match = spots[0]
    edits = [_edit(path, line, column, match, sort) for column, match in spots]
    name = _composed(match) if sort == "composed" else _name(match.group())
    fix = Fix(kind.fix, tuple(edit for edit in edits if edit)) if kind.fix and all(edits) else None
    place = Place(path, line, column + 1, line, column + 2)
    return kind.rule.at(place, kind.message.format(where=_where(match), name=name), kind.hint, fix)


def _edit(path: str, line: int, column: int, match: re.Match[str], sort: str) -> Edit | None:
    """The safe change of one spot, if there is one."""
    sign, place = match.group(), Place(path, line, column + 1, line, column + 2)
    if sort == "composed":
        return Edit(Place(path, line, column, line, column + 2), _composed(match))
    if sign in _MENDED:
        return Edit(place, _MENDED[sign])
    if sort == "hidden":
        return Edit(place, "")
    before = match.string[match.start() - column : match.start()]
    if sort == "private" and sign in _BULLETS and not before.strip():
        after = re.compile(r"[ \t\u00a0]*").match(match.string, match.end())
        return Edit(Place(path, line, column + 1, line, column + 2 + (len(after.group()) if after else 0)), "- ")
    return None


def _where(match: re.Match[str]) -> str:
    """«В слове «…»» – the sign cannot be seen, the word around it can."""
    text, start, end = match.string, match.start(), match.end()
    before = _WORD.search(text[max(0, start - 30) : start])
    after = _WORD_AFTER.match(text, end)
    word = _HIDDEN.sub(
        "",
        (before.group() if before else "")
        + (match.group() if match.group() in "\u0306\u0308" else _MENDED.get(match.group(), ""))
        + (after.group() if after else ""),
    )
    return f"В слове «{unicodedata.normalize('NFC', word)}»" if word.strip("-_") else "В тексте"


def _name(sign: str) -> str:
    code = f"код U+{ord(sign):04X}"
    return f"{_NAMES[sign]}, {code}" if sign in _NAMES else code


def _conflicts(path: str, text: str) -> list[Diagnostic]:
    """The marks version control leaves where two people changed the same lines, one diagnostic for each conflict."""
    found: list[Diagnostic] = []
    inside = False
    for line, _, match in _placed(text, _CONFLICT):
        opens = match.group().startswith("<")
        if opens or not inside:
            message = "В файл попали метки спора двух правок («<<<<<<<», «=======», «>>>>>>>»): здесь две версии одного места."
            hint = "Выберите нужную версию, вторую удалите вместе с тремя строками меток."
            found.append(sign_rules.Conflict.at(Place(path, line, 1, line, 1 + len(match.group())), message, hint))
        inside = opens or (inside and match.group().startswith("|"))
    return found


def sign_rule(sign: str) -> type[Rule] | None:
    """The rule that forbids a sign nobody sees, if one does."""
    if _CONTROL.match(sign):
        return rules.ControlCharacter
    return sign_rules.Direction if sign in _DIRECTION else sign_rules.Invisible if _HIDDEN.match(sign) and sign != "\u200d" else None
