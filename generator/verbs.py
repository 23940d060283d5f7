"""What each command prints; `cli` reads the arguments and calls it. Beside `build` of which nothing changed, every command comes here."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator import checker, commands
from generator.done import Last
from generator.folders import STDIN_PATH, WORK
from generator.misuse import Misuse, Refused, find_bank, output_folder, system_fault, the_bank
from generator.terminal import clear, coloured, progress, say

if TYPE_CHECKING:
    from generator import builder


def run(options: argparse.Namespace) -> int:
    """Run any command but `build`; returns the exit code."""
    if options.verb == "explain":
        print(commands.explain(options.id))
        return 0
    if options.verb == "federate":
        return _federate(options)
    root = find_bank(options.folder, Path.cwd())
    if options.verb == "schema" and not options.vscode and (root or not options.folder):
        if not options.kind:
            raise Misuse("назовите вид записи: nastavnik schema practice.")
        print(commands.schema(root, options.kind, date.today()))
        return 0
    return _VERBS[options.verb](root or the_bank(options.folder, options.verb), options)


def build(last: Last, options: argparse.Namespace, started: float) -> int:
    """Build the site after `last`; `started` is when the program began, in seconds of `time.perf_counter`."""
    from generator import builder  # noqa: PLC0415  # the templates and the engine: a quarter of a second the other commands need not pay

    root, out = last.root, last.out
    built = builder.build(root, out, _options(options, options.url or ""), say())
    clear()
    if not built.done:
        print(builder.failure(root, built, colour=coloured(sys.stderr)), end="", file=sys.stderr)
        kept = "Прежний сайт не тронут." if out.exists() else "Сайт не собран."
        print(f"nastavnik: в банке ошибки, публиковать нельзя. {kept}", file=sys.stderr)
        return 1
    done = builder.done(built)
    if not options.no_cache:
        last.remember(done, built.site.standing, built.checked.sums)
    print(done.told(root, out, time.perf_counter() - started))
    if options.profile:
        print(builder.profile(built), end="")
    return 0


def _check(root: Path, options: argparse.Namespace) -> int:
    instead = _standard_input(options)
    if options.fix and options.diff:
        raise Misuse("--fix исправляет, --diff только показывает: выберите одно.")
    report_to = sys.stderr if options.fix and instead else sys.stdout  # a mended text goes where it came from
    request = checker.CheckRequest(
        paths=() if instead else tuple(options.paths), select=commands.rule_names(options.select), ignore=commands.rule_names(options.ignore),
        strict=options.strict, format=options.format, today=options.today or date.today(), hints=options.hints, cache=not options.no_cache,
        colour=coloured(report_to), instead=instead, say=progress(),
    )  # fmt: skip
    if options.diff:
        print(checker.difference(root, request), end="")
    elif options.fix and instead:
        mended = checker.mended_input(root, request)
        sys.stdout.buffer.write(mended)
        request = replace(request, instead=dict.fromkeys(instead, mended))
    elif options.fix:
        for path in checker.apply_fixes(root, request):
            clear()
            print(f"Исправлен: {path}", file=sys.stderr)
    report, code = checker.check(root, request)
    clear()
    if not options.diff:
        print(checker.written(report, options.format), end="", file=report_to)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if options.format == "github" and summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(checker.written(report, "markdown"))
    return code


def _standard_input(options: argparse.Namespace) -> dict[str, bytes]:
    """The text given to `check -` by the path it is checked as; empty when files are checked."""
    if Path("-") not in options.paths:
        if options.stdin_path:
            raise Misuse("--stdin-path нужен только вместе с «-»: nastavnik check - --stdin-path ПУТЬ < файл")
        return {}
    if len(options.paths) > 1:
        raise Misuse("«-» (текст со стандартного ввода) нельзя смешивать с путями.")
    return {checker.input_path(options.stdin_path or STDIN_PATH): sys.stdin.buffer.read() if sys.stdin else b""}


def _serve(root: Path, options: argparse.Namespace) -> int:
    from generator import builder  # noqa: PLC0415  # as above
    from generator.preview import Preview  # noqa: PLC0415  # as above
    from generator.publish.serve import serve  # noqa: PLC0415  # watchdog is not needed by the other commands

    out = output_folder(root, options.out or root / WORK / "serve")  # its addresses are local: not a site to publish
    address = f"http://127.0.0.1:{options.port}/"

    preview: Preview | None = None

    def rebuild() -> tuple[bool, str]:
        nonlocal preview
        started = time.perf_counter()
        try:
            built = builder.build(root, out, _options(options, address), progress())
        except (Misuse, Refused) as refused:  # the next change tries again
            return False, f"Сайт не пересобран: {refused}"
        except OSError as error:
            return False, f"Сайт не пересобран: {system_fault(error)}"
        finally:
            clear()
        if built.done:
            preview = Preview(built)
            return True, builder.done(built).told(root, out, time.perf_counter() - started)
        return False, builder.failure(root, built, colour=False)

    try:
        serve(root, out, options.port, rebuild, lambda path: preview(path) if preview else {}, print)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Misuse(f"порт {options.port} занят. Укажите другой: nastavnik serve --port {options.port + 1}.") from error
        raise
    return 0


def _new(root: Path, options: argparse.Namespace) -> int:
    path = commands.new(root, options.kind, options.slug, reported=options.reported, today=date.today())
    print(f"Создан файл {path}. Заполните его и запустите: nastavnik check {path}")
    return 0


def _vscode(root: Path, _options: argparse.Namespace) -> int:
    changed = commands.write_editor_files(root, date.today())
    print("\n".join(f"Записан: {path}" for path in changed) or "Папка .vscode уже такая, как нужно.")
    return 0


def _stats(root: Path, options: argparse.Namespace) -> int:
    text, code = commands.stats(root, date.today(), options.format)
    print(text, end="")
    return code


def _regulation(root: Path, options: argparse.Namespace) -> int:
    print(commands.import_regulation(root, options.file, options.today or date.today(), dry_run=options.dry_run), end="")
    return 0


def _federate(options: argparse.Namespace) -> int:
    told, faults = commands.federate(options.sites, options.out, strict=options.strict, say=progress())
    clear()
    for sentence in faults:
        print(f"nastavnik: {sentence}", file=sys.stderr)
    print(told)
    return 0


_VERBS: dict[str, Callable[[Path, argparse.Namespace], int]] = {
    "check": _check,
    "serve": _serve,
    "new": _new,
    "stats": _stats,
    "regulation": _regulation,
    "schema": _vscode,
}


def _options(options: argparse.Namespace, url: str) -> builder.Options:
    from generator.builder import Options  # noqa: PLC0415  # as above

    return Options(today=options.today or date.today(), engine=options.engine, url=url, cache=not options.no_cache, jobs=options.jobs)
