"""Family O: the record of a school."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Place, Rule
from generator.load import Source
from generator.model import School
from generator.words import count

ID_LENGTHS = range(2, 41)  # it stands in an address that schools copy by hand


class ProgramDates(Rule, id="O002"):
    """Программа заканчивается раньше, чем начинается.

    Что проверяем: у персонализированной программы дата окончания (to) не раньше даты начала (from).

    Почему это важно: такая программа попадёт не в тот учебный год или пропадёт из списка идущих.

    Как исправить: поменяйте даты местами или исправьте год.

    Плохо:

        # файл: content/schools/primer/index.md
        programs:
          - {title: Первый год в школе, topic: metodika, from: 2026-09-01, to: 2026-05-31, state: running}

    Хорошо:

        # файл: content/schools/primer/index.md
        programs:
          - {title: Первый год в школе, topic: metodika, from: 2026-09-01, to: 2027-05-31, state: running}
    """


class FormatMismatch(Rule, id="O003"):
    """Формат не совпадает с именем файла.

    Что проверяем: формат документа (format) – тот же, что в конце имени файла.

    Почему это важно: рядом со ссылкой написан формат. Человек с телефона решает по нему, открывать ли файл.

    Как исправить: поставьте формат по имени файла или удалите поле format – сайт определит его сам.

    Плохо:

        # файл: content/schools/primer/index.md
        # положить файл: content/schools/primer/prikaz.pdf
        documents:
          - {title: Приказ о системе, kind: prikaz-vnedrenie, number: "1", date: 2026-09-01, file: prikaz.pdf, format: DOCX}

    Хорошо:

        # файл: content/schools/primer/index.md
        # положить файл: content/schools/primer/prikaz.pdf
        documents:
          - {title: Приказ о системе, kind: prikaz-vnedrenie, number: "1", date: 2026-09-01, file: prikaz.pdf, format: PDF}
    """


class Orphan(Rule, id="O004"):
    """Новость или событие без организации.

    Что проверяем: в папке, где лежит новость или событие, есть и сама организация – файл index.md.

    Почему это важно: новость показывают в разделе организации. Без неё новость не увидит никто.

    Как исправить: проверьте имя папки: чаще всего в нём опечатка. Если организации в банке ещё нет, сначала добавьте
    её.

    Плохо:

        # файл: content/schools/premer/news/2026-10-20-krug.md
        ---
        title: Наставники собрались на первый круг
        date: 2026-10-20
        ---

        Обсудили вопросы для посещения уроков.

    Хорошо:

        # файл: content/schools/primer/news/2026-10-20-krug.md
        ---
        title: Наставники собрались на первый круг
        date: 2026-10-20
        ---

        Обсудили вопросы для посещения уроков.
    """


class WrongId(Rule, id="O005"):
    """Идентификатор организации слишком длинный или короткий.

    Что проверяем: имя папки организации – от двух до сорока знаков.

    Почему это важно: имя папки навсегда входит в адрес раздела и в строку, которую школа вставляет на свой сайт.

    Как исправить: переименуйте папку: хватит вида, номера и места, например shkola-1-primersk.

    Плохо:

        # файл: content/schools/obshcheobrazovatelnaya-organizaciya-shkola-1/index.md
        ---
        name_full: Муниципальное общеобразовательное учреждение «Демонстрационная школа № 1»
        name_short: Демонстрационная школа № 1
        municipality: primersk
        type: obshcheobrazovatelnaya
        education_level: [ooo]
        site: https://school.example/
        curator_page: https://school.example/sveden/managers
        updated: 2026-11-01
        ---

    Хорошо:

        # файл: content/schools/shkola-1-primersk/index.md
        ---
        name_full: Муниципальное общеобразовательное учреждение «Демонстрационная школа № 1»
        name_short: Демонстрационная школа № 1
        municipality: primersk
        type: obshcheobrazovatelnaya
        education_level: [ooo]
        site: https://school.example/
        curator_page: https://school.example/sveden/managers
        updated: 2026-11-01
        ---
    """


def check(source: Source, school: School, _lens: Lens) -> Iterator[Diagnostic]:
    """All of family O about one organisation."""
    for index, program in enumerate(school.programs):
        if program.end and program.end < program.start:
            yield ProgramDates.at(
                source.spans.of(("programs", index, "to")), f"Программа «{program.title}» заканчивается раньше, чем начинается.", "Поменяйте даты местами."
            )
    for name, files in (("documents", school.documents), ("materials", school.materials)):
        for index, item in enumerate(files):
            suffix = item.file.rpartition(".")[2].upper()
            if item.file and item.format and suffix != item.format:
                yield FormatMismatch.at(
                    source.spans.of((name, index, "format")),
                    f"Файл «{item.file}», а формат записан {item.format}.",
                    f"Поставьте {suffix} или удалите поле format.",
                )
    if len(school.id) not in ID_LENGTHS:
        yield WrongId.at(
            Place(school.path),
            f"В имени папки «{school.id}» {count(len(school.id), ('знак', 'знака', 'знаков'))}, а нужно от двух до сорока.",
            "Переименуйте папку: её имя войдёт в адрес раздела навсегда.",
        )


def check_owners(context: Context) -> Iterator[Diagnostic]:
    """News and events in folders of organisations that are not there."""
    owners = {entry.id for entry in context.tree.records if entry.kind == "school"}
    for name in ("news", "event"):
        for entry, _ in context.of_kind(name):
            if entry.owner and entry.owner not in owners:
                yield Orphan.at(context.place(entry.path), f"В папке «{entry.owner}» нет организации.", "Добавьте рядом файл index.md или перенесите запись.")
