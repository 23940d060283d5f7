"""Looks into one attached file: its bytes give diagnostics, whatever they are. Pure, bounded in work, never raises.

`sniff` says what the file is; `pictures`, `office` (through `archive`) and `paper` (through `pdf`) look inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.check.files import archive, office, rules
from generator.check.files.paper import Paper, look
from generator.check.files.pictures import Picture, read_picture
from generator.check.files.sniff import EXPECTED, OFFICE, PICTURES, TITLES, sniff
from generator.diagnostics import Diagnostic, Fix, Place
from generator.words import count

__all__ = ["inspect"]

MOST_PICTURE_BYTES = 1_500_000
MOST_POINTS = 4_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PHOTOGRAPHS, _NOTES = ("снимок", "снимка", "снимков"), ("примечание", "примечания", "примечаний")
_STRIP = "Примените исправление, картинка не изменится; или в Windows: «Свойства – Подробно – Удаление свойств и личной информации»."
_CLEAR = "Примените исправление; или в Word: «Файл – Сведения – Инспектор документов», в LibreOffice: «Файл – Свойства – Сбросить свойства»."
_SAVE_AGAIN = "Откройте исходный файл, сохраните заново и положите в папку вместо этого."


def inspect(path: str, data: bytes) -> list[Diagnostic]:
    """Diagnostics of an attached file; `path` is relative to the bank."""
    return list(_inspect(Place(path), EXPECTED.get(PurePosixPath(path).suffix, ""), data))


def _inspect(place: Place, expected: str, data: bytes) -> Iterator[Diagnostic]:
    kind = sniff(data)
    if not data:
        yield rules.Empty.at(place, "Файл пустой.", "Скопируйте его в папку ещё раз и проверьте, что он открывается.")
    elif kind == "zeros":
        yield rules.Damaged.at(place, "В файле одни нули: он не был записан до конца.", _SAVE_AGAIN)
    elif not expected:
        return
    elif kind == "ole" and expected in OFFICE and _ENCRYPTED in data:
        yield rules.Locked.at(place, "Документ закрыт паролем.", "Снимите пароль: «Файл – Сведения – Защита», сотрите его и сохраните документ.")
    elif kind == "zip" and expected in OFFICE:
        yield from _office(place, expected, data)
    elif kind != expected:
        yield _wrong(place, expected, kind)
    elif kind in PICTURES:
        yield from _picture(place, data, read_picture(kind, data))
    else:
        yield from _pdf(place, data)


def _wrong(place: Place, expected: str, kind: str) -> Diagnostic:
    suffix = PurePosixPath(place.path).suffix
    right = next((name for name, inside in EXPECTED.items() if inside == kind), "")
    hint = f"Откройте его в программе, где его сделали, и выберите «Сохранить как» – {TITLES[expected]}."
    if right and (kind in PICTURES) == (expected in PICTURES):
        hint = f"Замените окончание имени на {right} – и здесь, и там, где файл назван."
    elif kind == "html":
        hint = "Скачайте документ заново: похоже, вместо него сохранилась страница с сообщением об ошибке или со входом."
    return rules.WrongContent.at(place, f"Имя файла кончается на {suffix}, а внутри – {TITLES[kind]}.", hint)


def _picture(place: Place, data: bytes, picture: Picture | None) -> Iterator[Diagnostic]:
    if picture is None:
        yield rules.Damaged.at(place, "Картинка повреждена: её части не сходятся или конца нет.", _SAVE_AGAIN)
        return
    marks = picture.marks
    fix = Fix("Вырезать из снимка служебные данные, не меняя картинку", data=picture.clean) if marks.personal else None
    if marks.place:
        yield rules.Coordinates.at(place, "В снимке записаны координаты места съёмки.", _STRIP, fix)
    if marks.people:
        yield rules.Photographer.at(place, f"В снимке записаны личные данные: {', '.join(sorted(marks.people))}.", _STRIP, fix)
    too_large = [f"{picture.width} × {picture.height} точек"] if max(picture.width, picture.height) > MOST_POINTS else []
    too_large += [f"{len(data) / 1_000_000:.1f} МБ".replace(".", ",")] if len(data) > MOST_PICTURE_BYTES else []
    if too_large:
        yield rules.HugePicture.at(
            place,
            f"Картинка велика для страницы: {', '.join(too_large)}.",
            f"Уменьшите её до 1600 точек по длинной стороне: можно не больше {MOST_POINTS} точек и 1,5 МБ.",
        )


def _office(place: Place, expected: str, data: bytes) -> Iterator[Diagnostic]:
    try:
        parts = archive.members(data)
    except archive.Locked:
        yield rules.Locked.at(place, "Документ закрыт паролем.", "Снимите пароль в программе, где документ сделан, и сохраните его.")
        return
    except archive.TooLarge:
        yield rules.Unpacked.at(
            place,
            f"После распаковки файл займёт больше {archive.MOST_BYTES // 1_000_000} МБ или распадётся на слишком много частей.",
            "Удалите лишнее – пустые строки до конца листа, огромные картинки – и сохраните файл заново.",
        )
        return
    except archive.Damaged:
        yield rules.Damaged.at(place, "Файл повреждён: его части не распаковываются.", _SAVE_AGAIN)
        return
    kind = archive.kind(parts)
    if kind != expected:
        yield _wrong(place, expected, kind)
    elif any(part.name == "META-INF/manifest.xml" and b"encryption-data" in part.data for part in parts):
        yield rules.Locked.at(place, "Документ закрыт паролем.", "Снимите пароль: «Файл – Сохранить как», снимите отметку «Сохранить с паролем».")
    else:
        yield from _private(place, parts)
        yield from _for_reader(place, kind, parts)


def _private(place: Place, parts: tuple[archive.Member, ...]) -> Iterator[Diagnostic]:
    """What was not meant to be published."""
    people, photographs = office.properties(parts), archive.photographs(parts)
    whole = office.cleaned(parts) if people or photographs else None
    fix = Fix("Очистить свойства документа и снимков, не меняя содержания", data=archive.packed(whole)) if whole else None
    if photographs:
        yield rules.Coordinates.at(
            place,
            f"В документе {count(len(photographs), _PHOTOGRAPHS)} с координатами места съёмки.",
            "Примените исправление; или удалите личную информацию в свойствах снимков и вставьте их заново.",
            fix,
        )
    if people:
        yield rules.DocumentAuthor.at(place, f"В свойствах документа записан человек: {', '.join(people)}.", _CLEAR, fix)
    if office.has_changes(parts):
        yield rules.TrackedChanges.at(
            place, "В документе остались записанные исправления: удалённое прочтёт каждый.", "Примите или отклоните все исправления и сохраните документ."
        )
    if notes := office.comments(parts):
        yield rules.Comments.at(place, f"В документе {count(notes, _NOTES)}.", "Удалите все примечания и сохраните документ.")
    if found := office.hidden_parts(parts):
        yield rules.Hidden.at(place, f"В документе есть {', '.join(found)}.", "Покажите скрытое, проверьте и удалите, если читателю оно не нужно.")


def _for_reader(place: Place, kind: str, parts: tuple[archive.Member, ...]) -> Iterator[Diagnostic]:
    """What a reader would stumble over."""
    if office.has_macros(parts):
        yield rules.Macros.at(
            place, "В документе есть макросы.", f"Выберите «Сохранить как» и вид без макросов: {TITLES[kind]} ({PurePosixPath(place.path).suffix})."
        )
    if found := office.outside(parts):
        yield rules.OutsideParts.at(place, f"Документ подключает со стороны: {', '.join(found)}.", "Разорвите связи и вставьте нужное в сам документ.")
    if office.only_pictures(parts, kind):
        yield _no_text(place)


def _pdf(place: Place, data: bytes) -> Iterator[Diagnostic]:
    locked, paper = look(data)
    if locked:
        yield rules.Locked.at(
            place, "PDF зашифрован: текст из него не взять и не проверить.", "Сохраните PDF заново из исходного документа без пароля и запретов."
        )
    elif paper is None:
        yield rules.Damaged.at(place, "PDF повреждён: в нём нет страниц или он оборван.", _SAVE_AGAIN)
    else:
        yield from _paper(place, paper)


def _paper(place: Place, paper: Paper) -> Iterator[Diagnostic]:
    if paper.people:
        yield rules.DocumentAuthor.at(
            place,
            f"В свойствах PDF записан автор: {', '.join(f'«{name}»' for name in paper.people)}.",
            "Удалите автора в свойствах исходного документа и сохраните PDF заново.",
        )
    if paper.notes:
        yield rules.Comments.at(place, f"В PDF {count(paper.notes, _NOTES)}.", "Удалите все примечания и сохраните PDF заново.")
    if not paper.worded:
        yield _no_text(place)
        return
    if paper.bare:
        shown = ", ".join(map(str, paper.bare[:5])) + (" и другие" if len(paper.bare) > 5 else "")
        yield rules.ScannedPages.at(
            place,
            f"Страницы {shown} – изображения без текста." if len(paper.bare) > 1 else f"Страница {shown} – изображение без текста.",
            "Замените изображение текстом. Если это лист с подписями и печатью, уберите его.",
        )
    if not paper.tagged:
        yield rules.Untagged.at(
            place,
            "PDF без тегов: программа чтения с экрана прочтёт его вразнобой.",
            "Сохраните PDF из исходного документа, отметив «Теги» или «Тегированный PDF».",
        )
    missing = [word for word, there in (("названия", paper.title), ("языка", paper.language)) if not there]
    if missing:
        yield rules.NoTitle.at(
            place, f"В свойствах PDF нет {' и '.join(missing)}.", "Заполните название в свойствах исходного документа, проверьте язык и сохраните PDF заново."
        )


def _no_text(place: Place) -> Diagnostic:
    return rules.NoText.at(
        place,
        "В документе нет текста, одни изображения.",
        "Сохраните его из исходного документа, а не со сканера. На скане проверьте, не видны ли подписи, печати и имена людей.",
    )
