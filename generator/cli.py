"""The command `nastavnik`: reads the arguments, calls what the verb asks for, and gives the exit code.

What a command needs is loaded by that command: a build of which nothing changed loads next to nothing.

Exit codes: 0 all is well (warnings allowed), 1 the bank or the disk does not let it be done, 2 the command was misused,
130 interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import re
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from generator import __version__
from generator.done import Last
from generator.folders import FILE, STDIN_PATH, WORK, theme_of
from generator.misuse import Misuse, Refused, output_folder, system_fault, the_bank
from generator.terminal import clear

EPILOG = """\
Примеры:
  nastavnik check                       проверить весь банк
  nastavnik check practices/moya-karta  показать замечания к одной карточке
  nastavnik check --fix                 исправить то, что исправляется само
  nastavnik new practice otkrytyj-urok  начать новую карточку
  nastavnik explain P001                объяснить правило
  nastavnik build                       собрать сайт в папку site
  nastavnik serve                       собрать, показать и пересобирать при правках
  nastavnik regulation import t.docx    показать рядом с пересказом официальный текст
  nastavnik -C ../drugoj-bank build     собрать другой банк
"""

# argparse speaks English; these are all the complaints it can make of our options.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"не хватает: \1"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1: «\2» не подходит, можно: \3"),
    (r"argument (.+?): expected one argument", r"\1: нужно значение"),
    (r"argument (.+?): invalid \S+ value: '(.*)'", r"\1: «\2» не подходит"),
    (r"argument (.+?): (.+)", r"\1: \2"),
    (r"unrecognized arguments: (.+)", r"лишнее: \1"),
)


class Help(argparse.RawDescriptionHelpFormatter):
    """The help whose column is wide enough for the longest command: argparse forgets that commands are indented."""

    def add_argument(self, action: argparse.Action) -> None:
        """Take an argument, and the indent of commands into account."""
        super().add_argument(action)
        if isinstance(action, argparse._SubParsersAction):
            self._action_max_length += self._indent_increment


class Parser(argparse.ArgumentParser):
    """argparse that speaks Russian."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=Help, add_help=False, **options)
        self._positionals.title, self._optionals.title = "Что указать", "Ключи"
        self.add_argument("-h", "--help", action="help", help="показать справку")

    def error(self, message: str) -> NoReturn:
        """One sentence and exit code 2."""
        for pattern, russian in _COMPLAINTS:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, russian, message, flags=re.DOTALL).replace("'", "")
                break
        self.exit(2, f"nastavnik: {message.rstrip('.')}. Справка: {self.prog} --help\n")

    def format_help(self) -> str:
        """The help with Russian headings."""
        return super().format_help().replace("usage: ", "Как вызвать: ", 1)

    def format_usage(self) -> str:
        """The same for the short form."""
        return super().format_usage().replace("usage: ", "Как вызвать: ", 1)


def main(arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0911  # one return a way to end
    """Run the command; returns the exit code and never lets a traceback out for what a user can cause."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a console in another encoding
    gc.set_threshold(200_000, 50, 50)  # imports and records are trees: there are hardly any circles to be found
    try:
        options = parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        code = int(_run(options))
        sys.stdout.flush()  # a closed pipe is noticed here and not when the interpreter ends
        return code
    except Misuse as misuse:
        return _fail(2, str(misuse))
    except Refused as refused:
        return _fail(1, str(refused))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python documentation, «Note on SIGPIPE»
        return 0
    except OSError as error:
        if error.errno is None:  # a library's own use of the class: our fault, not the system's
            raise
        return _fail(1, f"{system_fault(error)}{_KEPT.get(options.verb, '')}")
    except KeyboardInterrupt:
        return _fail(130, f"прервано.{_KEPT.get(options.verb, '')}")


_KEPT = {"build": " Прежний сайт не тронут.", "serve": " Прежний сайт не тронут."}


def parser(asked: Sequence[str] = ("check", "new")) -> Parser:
    """The command line. Options of `check` and `new` name what the program can do, and so load it: they are there when the command is among `asked`."""
    top = Parser(prog="nastavnik", description="Банк практик наставничества: проверка карточек и сборка сайта.", epilog=EPILOG)
    top.add_argument("--version", action="version", version=f"nastavnik {__version__}", help="показать версию")
    top.add_argument("-C", dest="folder", metavar="ПАПКА", type=Path, help=f"папка банка; иначе ближайшая вверх с файлом {FILE}")
    verbs = top.add_subparsers(dest="verb", metavar="КОМАНДА", required=True, title="Команды")

    def verb(name: str, help_text: str, examples: str) -> Parser:
        return verbs.add_parser(name, help=help_text, description=help_text[:1].upper() + help_text[1:] + ".", epilog=f"Примеры:\n{examples}")

    check = verb(
        "check",
        "проверить карточки и всё остальное",
        "  nastavnik check\n  nastavnik check practices/moya-karta --format json\n  nastavnik check --ignore P020,L --strict\n  nastavnik check - --stdin-path practices/moya-karta/index.md\n",
    )
    if "check" in asked:
        _check_options(check)
    build = verb("build", "собрать сайт", "  nastavnik build\n  nastavnik build -o /tmp/sajt --url https://bank.example/\n  nastavnik build --profile\n")
    build.add_argument("--profile", action="store_true", help="показать, на что ушло время процессора")
    _build_options(build)
    serve = verb("serve", "собрать сайт, показать его и пересобирать при правках", "  nastavnik serve\n  nastavnik serve --port 8080\n")
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="порт (8000)")
    _build_options(serve, url=False)
    new = verb("new", "начать новую карточку, шаблон, организацию или событие", "  nastavnik new practice otkrytyj-urok\n  nastavnik new school gimnaziya-5\n")
    if "new" in asked:
        _new_options(new)
    explain = verb("explain", "объяснить правило", "  nastavnik explain C001\n")
    explain.add_argument("id", metavar="ПРАВИЛО", help="номер правила, например P001")
    schema = verb("schema", "напечатать схему записи (JSON Schema)", "  nastavnik schema practice\n  nastavnik schema --vscode\n")
    schema.add_argument("kind", nargs="?", metavar="ВИД", help="practice, program, school, event и другие")
    schema.add_argument("--vscode", action="store_true", help="записать в папку .vscode банка задачи, заготовки и подсказки для редактора VS Code")
    stats = verb("stats", "показать, чего в банке сколько и чего не хватает", "  nastavnik stats\n  nastavnik stats --format json\n")
    stats.add_argument("--format", choices=("text", "json"), default="text", help="вид отчёта")
    regulation = verb(
        "regulation",
        "показать рядом с пересказом официальный текст положения из файла .txt, .docx или .odt",
        "  nastavnik regulation import polozhenie.docx --dry-run\n  nastavnik regulation import polozhenie.docx\n",
    )
    regulation.add_argument("action", choices=("import",), metavar="import", help="разложить текст по пунктам и записать content/regulation/text.yml")
    regulation.add_argument("file", type=Path, metavar="ФАЙЛ", help="документ Word или LibreOffice с текстом либо простой текст")
    regulation.add_argument("--dry-run", action="store_true", help="показать, что совпало, и ничего не записывать")
    _today(regulation)
    federate = verb(
        "federate",
        "соединить собранные сайты регионов в один каталог с общим поиском",
        "  nastavnik federate https://bank-1.example/ https://bank-2.example/ -o katalog\n  nastavnik federate ../tomsk/site ../omsk/site -o katalog --strict\n",
    )
    federate.add_argument("sites", nargs="+", metavar="САЙТ", help="адрес сайта региона или папка, в которую он собран")
    federate.add_argument("-o", dest="out", type=Path, required=True, metavar="ПАПКА", help="куда собрать каталог")
    federate.add_argument("--strict", action="store_true", help="не собирать, если хотя бы один сайт не прочитать; иначе остаётся его прежнее состояние")
    return top


def _check_options(target: argparse.ArgumentParser) -> None:
    from generator.diagnostics.formats import FORMATS  # noqa: PLC0415  # every format

    target.add_argument(
        "paths", nargs="*", type=Path, metavar="ПУТЬ", help="показать замечания только к этим файлам и папкам; «-» – текст со стандартного ввода"
    )
    target.add_argument("--stdin-path", default="", metavar="ПУТЬ", help=f"каким файлом банка считать стандартный ввод ({STDIN_PATH})")
    target.add_argument("--format", choices=tuple(FORMATS), default="text", help="вид отчёта")
    target.add_argument("--select", default="", metavar="ПРАВИЛА", help="только эти правила или семейства: C,P001")
    target.add_argument("--ignore", default="", metavar="ПРАВИЛА", help="кроме этих правил или семейств")
    target.add_argument("--strict", action="store_true", help="считать предупреждения ошибками")
    target.add_argument("--hints", action="store_true", help="показать и подсказки: об оформлении и о том, чего в банке нет")
    target.add_argument("--no-cache", action="store_true", help="проверить заново и те файлы, что не менялись")
    target.add_argument("--fix", action="store_true", help="исправить то, что исправляется само")
    target.add_argument("--diff", action="store_true", help="показать исправления, ничего не меняя")
    _today(target)


def _new_options(target: argparse.ArgumentParser) -> None:
    from generator.commands import NEW_KINDS  # noqa: PLC0415  # the whole checker

    target.add_argument("kind", choices=NEW_KINDS, metavar="|".join(NEW_KINDS), help="что начать")
    target.add_argument("slug", metavar="ИМЯ", help="имя папки: строчная латиница, цифры, дефис; останется навсегда")
    target.add_argument("--reported", action="store_true", help="карточка об опыте организации, а не описание метода")


def _build_options(target: argparse.ArgumentParser, *, url: bool = True) -> None:
    target.add_argument("-o", dest="out", type=Path, metavar="ПАПКА", help="куда собрать (site в папке банка)")
    target.add_argument("--no-cache", action="store_true", help="не брать готовое от прежних сборок")
    target.add_argument("--jobs", type=_positive, default=0, metavar="N", help="сколько процессов занять (столько, сколько ядер)")
    target.add_argument("--engine", choices=("mkdocs", "zensical"), default="", help="чем делать рамки страниц")
    if url:
        target.add_argument("--url", default=None, type=_address, metavar="АДРЕС", help="адрес сайта вместо того, что в настройках")
    _today(target)


def _today(target: argparse.ArgumentParser) -> None:
    target.add_argument("--today", type=_date, default=None, metavar="ГГГГ-ММ-ДД", help="считать сегодняшним этот день")


def _run(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    last = _last(options) if options.verb == "build" else None
    if last and not options.no_cache and not options.profile and (done := last.recall()):
        print(done.told(last.root, last.out, time.perf_counter() - started))
        return 0
    from generator import verbs  # noqa: PLC0415  # the checker: a third of a second

    gc.freeze()  # what the imports made stays; records are trees, and looking for circles among ten thousand costs a fifth of a check
    return verbs.build(last, options, started) if last else verbs.run(options)


def _last(options: argparse.Namespace) -> Last:
    """The last build of the site that is asked for."""
    root = the_bank(options.folder, options.verb)
    out = output_folder(root, options.out)
    return Last(root / WORK / "last", root, theme_of(root), out, repr((out, options.today or date.today(), options.engine, options.url)))


def _fail(code: int, sentence: str) -> int:
    clear()
    print(f"nastavnik: {sentence}", file=sys.stderr)
    return code


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{text}» – не дата; нужно ГГГГ-ММ-ДД") from error


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» – не число от единицы")
    return int(text)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"«{text}» – не порт: нужно число от 1 до 65535")
    return int(text)


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#\"'<>]+(?:/[^\s?#\"'<>]*)?", text):
        raise argparse.ArgumentTypeError(f"«{text}» – не адрес; нужно https://…/")
    return text.rstrip("/") + "/"
