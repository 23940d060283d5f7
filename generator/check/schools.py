"""Family O: the record of a school."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.dates import months_later
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load.walk import NAME
from generator.words import count, day


class Stale(Rule, id="O001", severity=Severity.WARNING):
    """Сведения об организации давно не обновляли."""


class ProgramDates(Rule, id="O002"):
    """Программа заканчивается раньше, чем начинается."""


class FormatMismatch(Rule, id="O003"):
    """Формат не совпадает с именем файла."""


class Orphan(Rule, id="O004"):
    """Новость или событие без организации."""


class WrongId(Rule, id="O005"):
    """Идентификатор организации слишком длинный."""


def check(context: Context) -> Iterator[Diagnostic]:
    """All of family O."""
    months = context.settings.school_months
    for school in context.bank.schools:
        source = context.by_path[school.path]
        if months_later(school.updated, months) < context.bank.today:
            term = count(months, ("месяц", "месяца", "месяцев"))
            yield Stale.at(
                source.spans.of(("updated",)),
                f"Сведения обновлены {day(school.updated)}, больше {term} назад.",
                "Проверьте сведения и поставьте сегодняшнюю дату в поле updated.",
            )
        for index, program in enumerate(school.programs):
            if program.end and program.end < program.start:
                yield ProgramDates.at(source.spans.of(("programs", index, "to")), f"Программа «{program.title}» заканчивается раньше, чем начинается.", "Поменяйте даты местами.")
        for name, files in (("documents", school.documents), ("materials", school.materials)):
            for index, item in enumerate(files):
                suffix = item.file.rpartition(".")[2].upper()
                if item.file and item.format and suffix != item.format:
                    yield FormatMismatch.at(source.spans.of((name, index, "format")), f"Файл «{item.file}», а формат записан {item.format}.", f"Поставьте {suffix} или удалите поле format.")
        if not NAME.match(school.id) or not 2 <= len(school.id) <= 40:
            yield WrongId.at(source.spans.of(()), f"Имя папки «{school.id}» длиннее 40 знаков.", "Сократите: оно войдёт в адрес раздела навсегда.")
    owners = {entry.id for entry in context.tree.records if entry.kind == "school"}
    for source in context.sources:
        if source.entry.kind in ("news", "event") and source.entry.owner and source.entry.owner not in owners:
            yield Orphan.at(source.spans.of(()), f"В папке «{source.entry.owner}» нет организации.", "Добавьте рядом файл index.md или перенесите запись.")
