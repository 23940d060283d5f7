"""What checking 2,000 and 10,000 cards costs, beside two validators of front matter, and what hostile files cost.

    .venv/bin/python bench/check.py --cards 500 --runs 1        a quick look, under a minute
    .venv/bin/python bench/check.py --peers                     the whole table, with the peers: half an hour
    .venv/bin/python bench/check.py --hostile                   hostile files only
    .venv/bin/python bench/check.py --profile-rules             which functions of the checker take the time

How to read the table. A row is one command, run once a round; the rows take turns, so that a busy minute of the machine
falls on all of them. The figures are medians over the rounds; the machine is noisy, so believe ratios rather than seconds.

* cards: of the bank that bench/corpus.py made (seed 1). Ours checks the whole bank: schools, news, documents and pages too.
* CPU s: processor seconds, user and system, of the command and the processes it started.
* wall s: time on the clock. peak MiB: resident memory of the greatest single process.
* ratio: CPU seconds over those of our cold check of as many cards.

The rows of ours: cold (no cache at all), the first run that keeps a cache, and a run after one card got a new sentence.
Before the table is printed the bench puts a broken link into a card and looks whether the quick run names it.

The peers (`--peers`) check the front matter of the same cards against the same JSON Schema (`nastavnik schema practice`),
and nothing else: no text, links, references, dates or personal data, so what they do is a part of what we do.

* check-jsonschema cannot read front matter inside .md, so the bench first writes each card's front matter to a .yml file;
  that is not measured.
* remark-lint-frontmatter-schema parses the Markdown too. Its validator does not know draft 2020-12, so `$schema` is taken
  out of the schema; nothing in it needs the newer draft.

Both are installed, versions pinned, under the work folder. A peer that fails or takes longer than 300 s is named in the
table, and one that takes longer than 60 s runs in the first round only.

Hostile files: one card each in a bank of two cards. The figure holds the start of Python and the rest of that bank, which
is the first row. Files above the checker's limit of size are refused unread, so most are made just to fit below it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

from bench.corpus import day_of  # a small module: memory of this process is counted to its children

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
TODAY = str(day_of(ROOT))
LIMIT = 300.0  # seconds a peer may take
ONCE = 60.0  # one that takes longer is not run again
CHECK_JSONSCHEMA = "check-jsonschema==0.39.0"
ODD = "praktika-0-001"  # the card that is edited
MARK = "Правка для замера"
REMARK = """\
import { readFileSync } from "node:fs";
import frontmatter from "remark-frontmatter";
import lint from "remark-lint-frontmatter-schema";

const embed = JSON.parse(readFileSync(new URL("schema.json", import.meta.url)));
delete embed.$schema;
export default { plugins: [frontmatter, [lint, { embed, ajvOptions: { strict: false } }]] };
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took, and how it ended; `code` is None when it took too long."""

    cpu: float
    wall: float
    memory: float
    code: int | None
    said: str


@dataclass(slots=True)
class Row:
    """A row of the table: `prepare` brings the files to their state, `command` is measured in `folder`."""

    name: str
    cards: int
    checks: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[], object] = lambda: None
    peer: bool = False
    costs: list[Cost] = field(default_factory=list)

    def run(self) -> None:
        """One run; our own must end well."""
        if self.peer and self.costs and (self.costs[0].code != 0 or self.costs[0].wall > ONCE):
            return
        self.prepare()
        cost = measure(self.command, self.folder, LIMIT if self.peer else None)
        if cost.code != 0 and not self.peer:
            raise SystemExit(f"bench: {self.name}: exit code {cost.code}\n{cost.said[-3000:]}")
        self.costs.append(cost)

    def middle(self, name: str) -> float:
        """The median of one figure."""
        return float(statistics.median(getattr(cost, name) for cost in self.costs))

    def cells(self, cold: float) -> tuple[str, ...]:
        """The cells of its row; `cold` is what our cold check of as many cards took."""
        first = self.costs[0]
        if first.code is None:
            return (
                self.name,
                f"{self.cards:,}",
                f"> {first.cpu:.0f}",
                f"> {LIMIT:.0f}",
                f"{first.memory:.0f}",
                f"> {first.cpu / cold:.1f}",
                f"{self.checks}; stopped after {LIMIT:.0f} s",
            )
        if first.code:
            last = (first.said.strip().splitlines() or [""])[-1][:60]
            return (self.name, f"{self.cards:,}", "–", "–", f"{first.memory:.0f}", "–", f"died, exit code {first.code}: {last}")
        figures = (f"{self.middle('cpu'):.2f}", f"{self.middle('wall'):.2f}", f"{self.middle('memory'):.0f}", f"{self.middle('cpu') / cold:.2f}")
        return (self.name, f"{self.cards:,}", *figures, self.checks + ("; one run" if self.peer and first.wall > ONCE else ""))


class Card:
    """The card that is edited."""

    def __init__(self, bank: Path) -> None:
        self.path = bank / "practices" / ODD / "index.md"
        self.text = self.path.read_text(encoding="utf-8").partition(MARK)[0].rstrip()  # without what a bench left that was broken off
        self.edits = 0

    def edit(self) -> None:
        """Write a sentence that no earlier edit had."""
        self.edits += 1
        self.path.write_text(f"{self.text}\n\n{MARK} номер {self.edits}.\n", encoding="utf-8")

    def spoil(self) -> None:
        """Write a link that leads nowhere."""
        self.path.write_text(f"{self.text}\n\n{MARK}: [другая карточка](../net-takoj/index.md).\n", encoding="utf-8")

    def restore(self) -> None:
        """Bring it back."""
        self.path.write_text(f"{self.text}\n", encoding="utf-8")


def main() -> None:
    """Read the arguments and print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, nargs="+", default=[2000, 10000], metavar="N", help="sizes of the banks (2000 10000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds (3)")
    parser.add_argument("--peers", action="store_true", help="measure the peers too")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep banks and peers here and use them again")
    parser.add_argument("--hostile", action="store_true", help="only the hostile files")
    parser.add_argument("--profile-rules", action="store_true", help="only the slowest functions of the checker, on 500 cards")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs: at least one round is needed")
    if min(options.cards) < 50:
        parser.error("--cards: fifty at least, the shipped ones are among them")
    with tempfile.TemporaryDirectory(prefix="bench-check-") as name:
        work: Path = (options.work or Path(name)).absolute()
        work.mkdir(parents=True, exist_ok=True)
        if options.profile_rules:
            print(profile(bank_of(work, 500)))
            return
        if not options.hostile:
            print(costs(work, options.cards, options.runs, peers=options.peers))
        print(hostile(Path(name)))


# The table -----------------------------------------------------------------------------------------------------------


def costs(work: Path, sizes: Sequence[int], runs: int, *, peers: bool) -> str:
    """Run the rounds; returns the table with its heading."""
    rules, cached = rule_count(), "--no-cache" in said(ours("check", "--help"))
    tools = install(work / "peers") if peers else None
    rows: list[Row] = []
    banks = [bank_of(work, cards) for cards in sizes]
    for cards, bank in zip(sizes, banks, strict=True):
        rows += our_rows(bank, cards, rules, cached=cached)
        if tools:
            rows += peer_rows(bank, cards, tools)
    for number in range(1, runs + 1):
        print(f"round {number} of {runs}", file=sys.stderr, flush=True)
        for row in rows:
            row.run()
    for bank in banks:
        prove(bank)
    cold = {row.cards: row.middle("cpu") for row in reversed(rows) if not row.peer}
    head = ("tool", "cards", "CPU s", "wall s", "peak MiB", "ratio", "checks")
    notes = [
        f"{runs} {'round' if runs == 1 else 'rounds'}, medians; Python {sys.version.split()[0]}; a card has {mean_size(banks[0]):.1f} KB on average",
        *([] if cached else ["this checker keeps no cache: the row of an edited card is a cold run too"]),
        *([] if tools or not peers else ["the registries were not reached, so the peers are left out"]),
    ]
    return "\n".join([*notes, "", table(head, [row.cells(cold[row.cards]) for row in rows]), ""])


def our_rows(bank: Path, cards: int, rules: int, *, cached: bool) -> list[Row]:
    """The rows of this project."""
    command = ours("-C", str(bank), "check", "--today", TODAY)
    card = Card(bank)

    def forget() -> None:
        card.restore()
        shutil.rmtree(bank / "build", ignore_errors=True)

    checks = f"{rules} rules, the whole bank"
    cold = Row("nastavnik check, cold", cards, checks, [*command, *(["--no-cache"] if cached else [])], bank, forget)
    first = Row("nastavnik check, first run, keeps a cache", cards, checks, command, bank, forget)
    edited = Row("nastavnik check, one card edited", cards, checks, command, bank, card.edit)
    return [cold, first, edited] if cached else [cold, edited]


def peer_rows(bank: Path, cards: int, tools: Path) -> list[Row]:
    """The rows of the peers; writes what they read."""
    front = tools / f"front-{cards}"
    if not front.is_dir():
        front.mkdir()
        for path in sorted((bank / "practices").glob("*/index.md")):
            (front / f"{path.parent.name}.yml").write_text(path.read_text(encoding="utf-8").split("---\n", 2)[1], encoding="utf-8")
    schema = tools / "schema.json"
    if not schema.is_file():
        schema.write_text(said(ours("-C", str(bank), "schema", "practice")), encoding="utf-8")
    files = sorted(path.name for path in front.iterdir())
    validate = [str(tools / "venv" / "bin" / "check-jsonschema"), "--schemafile", str(schema)]
    lint = ["node", str(tools / "node_modules" / "remark-cli" / "cli.js"), "--no-stdout", "--quiet", "--frail", "--rc-path", str(tools / ".remarkrc.mjs")]
    faulty(tools, front / files[-1], validate, lint)
    return [
        Row("check-jsonschema", cards, "front matter, 1 schema", [*validate, *files], front, peer=True),
        Row("remark-lint-frontmatter-schema", cards, "front matter, 1 schema", [*lint, "practices"], bank, peer=True),
    ]


def faulty(tools: Path, front: Path, *commands: Sequence[str]) -> None:
    """Stop the bench unless each peer refuses a wrong card: one that checks nothing is no peer."""
    text = front.read_text(encoding="utf-8").replace("\nlicense: cc-by-4.0\n", "\nlicense: 7\n")
    card = tools / "faulty.md"
    card.write_text(f"---\n{text}---\n\nТекст.\n", encoding="utf-8")
    card.with_suffix(".yml").write_text(text, encoding="utf-8")
    for command, name in zip(commands, ("faulty.yml", "faulty.md"), strict=True):
        if (cost := measure([*command, name], tools, LIMIT)).code != 1:
            raise SystemExit(f"bench: {command[0]} finds nothing wrong with a wrong card\n{cost.said[-2000:]}")


def install(folder: Path) -> Path | None:
    """The folder with the peers, made when need be; None when the registries do not give them."""
    if not (folder / "ready").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "package.json", folder)
        (folder / ".remarkrc.mjs").write_text(REMARK, encoding="utf-8")
        for command in (
            [sys.executable, "-m", "venv", str(folder / "venv")],
            [str(folder / "venv" / "bin" / "pip"), "install", "-q", CHECK_JSONSCHEMA],
            ["npm", "install", "--no-audit", "--no-fund", "--silent"],
        ):
            if shutil.which(command[0]) is None or measure(command, folder, LIMIT).code != 0:
                return None
        (folder / "ready").touch()
    return folder


def prove(bank: Path) -> None:
    """Stop the bench unless the quick run sees a fault just made."""
    card = Card(bank)
    card.spoil()
    cost = measure(ours("-C", str(bank), "check", "--today", TODAY), bank)
    card.restore()
    if cost.code != 1 or ODD not in cost.said:
        raise SystemExit(f"bench: a broken link was made and not found\n{cost.said[-2000:]}")


def bank_of(work: Path, cards: int) -> Path:
    """A bank of so many cards, made when need be."""
    bank = work / f"bank-{cards}"
    if not (bank / "site_config.yml").is_file():
        print(f"making {cards} cards", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, str(HERE / "corpus.py"), str(cards), str(bank)], check=True, stdout=subprocess.DEVNULL)
    return bank


def mean_size(bank: Path) -> float:
    """Kilobytes of a card."""
    return statistics.mean(path.stat().st_size for path in (bank / "practices").glob("*/index.md")) / 1000


def rule_count() -> int:
    """How many rules `check` has: all but those about the finished site."""
    code = "import generator.pipeline; from generator.diagnostics import RULES; print(sum(name[0] != 'W' for name in RULES))"
    return int(said([sys.executable, "-c", code]))


# Hostile files -------------------------------------------------------------------------------------------------------


def hostile(folder: Path) -> str:
    """Check each hostile file in a bank of its own; returns the table."""
    bank = folder / "hostile"
    shutil.copytree(ROOT / "tests" / "banks" / "minimal", bank)
    path = next(path for path in sorted((bank / "practices").glob("*/index.md")) if "\norigin: methodical\n" in path.read_text(encoding="utf-8"))
    good = path.read_text(encoding="utf-8")
    front, text = good.split("---\n", 2)[1:]
    rows = []
    for name, data in hostile_cards(front, text):
        path.write_text(data, encoding="utf-8")
        cost = measure(ours("-C", str(bank), "check", "--today", TODAY), bank)
        if cost.code not in (0, 1) or "Traceback" in cost.said:
            raise SystemExit(f"bench: {name}: exit code {cost.code}\n{cost.said[-3000:]}")
        rows.append(
            (
                name,
                f"{len(data.encode()) / 1000:,.0f}",
                f"{cost.cpu:.2f}",
                f"{cost.memory:.0f}",
                " ".join(sorted(set(re.findall(r"\b[A-Z]\d{3}\b", cost.said)))),
            )
        )
    shutil.rmtree(bank)
    return "\n".join(
        ["hostile files, one run each; the goal is under 2 s", "", table(("one card of", "KB", "CPU s", "peak MiB", "rules that found something"), rows)]
    )


def hostile_cards(front: str, text: str) -> Iterator[tuple[str, str]]:
    """Name and text of each hostile card."""
    prose = "Наставник и наставляемый записывают факты и обсуждают их в тот же день. "

    def card(more: str = "", fields: str = "") -> str:
        return f"---\n{front}{fields}---\n{text.rstrip()}\n\n## Материалы\n\n{more}\n"

    def filled(piece: str, size: int) -> str:
        return card(piece * (size // len(piece.encode())))

    room = 185_000  # bytes that fit beside the rest of the card
    yield "an ordinary size", card("Лист.")
    yield "5 MB of prose", filled(prose, 5_000_000)
    yield "5 MB in one line without a blank", card("а" * 2_500_000)
    yield "prose up to the limit", filled(f"{prose}\n", room)
    yield "a line of 100,000 characters", card(("слово " * 20_000)[:98_000] + "x" * 2_000)
    yield "a word of 90,000 letters", card("а" * 90_000)
    yield "a line of 100,000 digits and blanks", card("8 900 " * 16_700)
    yield "a line of 180,000 dashes", card("-" * 180_000 + "а")
    yield "10,000 headings of level 2", card("\n".join("## А" for _ in range(10_000)))
    yield "10,000 headings of level 3", card("\n".join(f"### {number}\n" for number in range(10_000)))
    yield "10,000 items of a list", card("\n".join(f"- п {number}" for number in range(10_000)))
    yield "a list 5,000 levels deep", card("- " * 5_000 + "а")
    yield "quotations 20,000 levels deep", card("> " * 20_000 + "а")
    yield "5,000 links to the same card", card("[лист встреч](index.md) " * 5_000)
    yield "5,000 broken links", card("".join(f"[лист](n{number}.md) " for number in range(5_000)))
    yield "5,000 links to clauses", card("{п:1.1} " * 5_000)
    yield "10,000 rows of a table", card("| а | б |\n|---|---|\n" + "| 1 | 2 |\n" * 10_000)
    yield "opened and never closed: [", filled("[", room)
    yield "opened and never closed: ![](", filled("![](", room)
    yield "opened and never closed: *а **б", filled("*а **б ", room)
    yield "opened and never closed: «", filled("«", room)
    yield "opened and never closed: <!--", filled("<!-- ", room)
    yield "opened and never closed: <а", filled("<a ", room)
    yield "backquotes of all lengths", card(" ".join("`" * number for number in range(1, 550)))
    yield "letters and at signs", filled("a@a.", room)
    yield "capital letters and dots", filled("А. ", room)
    yield "180,000 blanks", card(" " * 180_000 + "а")
    yield "YAML, 10,000 brackets deep", card(fields="keywords: " + "[" * 10_000 + "]" * 10_000 + "\n")
    yield "YAML, mappings 200 deep", card(fields="".join("  " * level + f"k{level}:\n" for level in range(200)))
    yield "YAML, 2,000 unknown fields", card(fields="".join(f"pole{number}: {number}\n" for number in range(2_000)))
    yield "YAML, 2,000 values, all different", card(fields=f"aliases: [{', '.join(f'imya-{n}' for n in range(2_000))}]\n")
    yield "YAML, 2,000 wrong values", card(fields=f"aliases: [{', '.join(['Имя'] * 2_000)}]\n")
    yield "YAML, anchors of anchors", card(fields="a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)))


# Which functions take the time -----------------------------------------------------------------------------------------


def profile(bank: Path) -> str:
    """Check the bank in this process and look every millisecond what runs; returns the slowest functions.

    Sampling costs hardly anything, so it does not make functions with many small calls look worse than they are.
    """
    from datetime import date  # noqa: PLC0415  # only here the generator's memory is this process's own

    from generator import check_bank  # noqa: PLC0415
    from generator.diagnostics import RULES  # noqa: PLC0415

    home = str(Path(sys.modules["generator"].__file__ or "").parent)
    below: Counter[CodeType] = Counter()
    itself: Counter[str] = Counter()
    last = 0.0

    def look(_number: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        passed, last = int((now - last) * 1e6), now  # a long call of C delays the signal: the time counts, not the signal
        stack = []
        while frame:
            if frame.f_code.co_filename.startswith(home):
                stack.append(frame.f_code)
            frame = frame.f_back
        itself[module_of(stack[0], home) if stack else "–"] += passed
        below.update(dict.fromkeys(stack, passed))

    day = date.fromisoformat(TODAY)
    check_bank(bank, day)  # the first run brings in the modules and compiles their patterns
    known = {rule.__name__: rule.id for rule in RULES.values()}
    signal.signal(signal.SIGPROF, look)
    last = start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    check_bank(bank, day)
    signal.setitimer(signal.ITIMER_PROF, 0)
    total = time.process_time() - start
    families = Counter({name: spent for name, spent in itself.items() if spent})
    ruled = {code: " ".join(sorted(known[name] for name in code.co_names if name in known)) for code in below}
    slowest = sorted((code for code in below if ruled[code]), key=lambda code: -below[code])[:10]
    share = [(name, f"{spent / 1e6:.2f}", f"{spent / 1e4 / total:.1f}") for name, spent in families.most_common(12)]
    rules = [(f"{module_of(code, home)}.{code.co_name}", f"{below[code] / 1e6:.3f}", f"{below[code] / 1e4 / total:.1f}", ruled[code]) for code in slowest]
    return "\n".join([
        f"{len(list((bank / 'practices').iterdir()))} cards, cold, in one process: {total:.2f} CPU s", "",
        "by module, with what it calls outside the project", "", table(("module", "CPU s", "%"), share), "",
        "the ten slowest functions that name rules, with all they call", "", table(("function", "CPU s", "%", "rules"), rules),
    ])  # fmt: skip


def module_of(code: CodeType, home: str) -> str:
    """The module that a function stands in, from the package on."""
    return Path(code.co_filename).relative_to(home).with_suffix("").as_posix().replace("/", ".")


# Running and printing ------------------------------------------------------------------------------------------------


def ours(*words: str) -> list[str]:
    """A command of this project."""
    return [sys.executable, "-m", "generator", *words]


def said(command: Sequence[str]) -> str:
    """What a command prints; stops the bench when it fails."""
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE).stdout


def measure(command: Sequence[str], folder: Path, limit: float | None = None) -> Cost:
    """Run a command to its end, or to the end of its time."""
    late = threading.Event()
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)

        def stop() -> None:
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, stop) if limit else None
        if timer:
            timer.start()
        try:
            _, status, used = os.wait4(process.pid, 0)  # with the processes it started and waited for
        except BaseException:  # the bench was broken off: the command has a session of its own and would go on
            stop()
            raise
        finally:
            if timer:
                timer.cancel()
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit, None if late.is_set() else process.returncode, text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under their headings; numbers to the right, the first column and the last to the left."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = []
    for row in (head, tuple("-" * width for width in widths), *rows):
        last = len(row) - 1
        words = head[last] in ("checks", "rules", "rules that found something")
        cells = [
            cell.ljust(width) if column == 0 or (column == last and words) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    main()
