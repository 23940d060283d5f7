"""Rules of family F about names and places of files: two names that are one, names a system forbids, a file in the wrong place."""

from generator.diagnostics import Rule


class SameName(Rule, id="F035"):
    """Два имени, которые легко спутать.

    Что проверяем: имена в одной папке различаются не только большими буквами и не только похожими буквами.

    Почему это важно: для Windows и Mac имена «List.pdf» и «list.pdf» – один файл: при копировании один молча заменит
    другой. А русскую «с» от латинской на глаз не отличить.

    Как исправить: оставьте один файл. Если нужны оба, дайте второму другое имя.

    Плохо:

        # положить файл: practices/primer/list.pdf
        # положить файл: practices/primer/List.pdf
        attachments:
          - file: list.pdf
            title: Лист наблюдения урока
            kind: metodika
            license: cc-by-4.0

    Хорошо:

        # положить файл: practices/primer/list.pdf
        attachments:
          - file: list.pdf
            title: Лист наблюдения урока
            kind: metodika
            license: cc-by-4.0
    """


class ReservedName(Rule, id="F036"):
    """Имя, занятое самой Windows.

    Что проверяем: файл или папка не называется con, prn, aux, nul, com1–com9 или lpt1–lpt9, с любым расширением.

    Почему это важно: на компьютере с Windows такой файл нельзя ни создать, ни открыть, и банк не удастся скопировать
    целиком.

    Как исправить: добавьте к имени слово, например «con-plan».

    Плохо:

        # положить файл: practices/primer/con.pdf

    Хорошо:

        # положить файл: practices/primer/con-plan.pdf
        attachments:
          - file: con-plan.pdf
            title: План разговора с коллегой
            kind: metodika
            license: cc-by-4.0
    """


class LongPath(Rule, id="F037"):
    """Слишком длинное имя.

    Что проверяем: имя файла вместе с папками внутри банка не длиннее 180 знаков, а само имя – не длиннее 70.

    Почему это важно: Windows обычно не открывает файлы, полный путь к которым длиннее 260 знаков, а ведь банк лежит
    ещё в какой-то папке.

    Как исправить: дайте файлу короткое имя из двух-трёх слов.

    Плохо:

        # положить файл: practices/primer/list-nablyudeniya-uroka-kotoryj-zapolnyaet-nastavnik-posle-kazhdogo.pdf

    Хорошо:

        # положить файл: practices/primer/list-nablyudeniya.pdf
        attachments:
          - file: list-nablyudeniya.pdf
            title: Лист наблюдения урока
            kind: metodika
            license: cc-by-4.0
    """


class Misnamed(Rule, id="F038"):
    """Текст записи лежит под другим именем.

    Что проверяем: карточка практики, программа и организация записаны в файле index.md своей папки, словари – в файлах
    .yml.

    Почему это важно: файл с другим именем программа за карточку не примет: index.md.txt, «index (1).md» и Index.md на
    сайт не попадут, и никто этого не заметит.

    Как исправить: переименуйте файл так, как предложено. Копию, которая больше не нужна, удалите. В Windows включите
    показ расширений имён файлов.

    Плохо:

        # положить файл: practices/otkrytyj-urok/index.md.txt

    Хорошо:

        title: Взаимопосещение уроков с одним вопросом
    """


class UnknownFolder(Rule, id="F039"):
    """Папка с опечаткой в названии.

    Что проверяем: папки банка называются practices и content, а внутри content – programs, schools, events, vocabulary,
    regulation, glossary; названия страниц на них не похожи.

    Почему это важно: записи из папки «shcools» программа не примет за организации: они пропадут или станут обычными
    страницами.

    Как исправить: переименуйте папку так, как предложено.

    Плохо:

        # положить файл: content/shcools/novaya/prikaz.pdf

    Хорошо:

        title: Взаимопосещение уроков с одним вопросом
    """
