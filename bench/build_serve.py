"""A server that watches, and one card saved under it: seconds to the new page on the disk, processor time until all is quiet."""

from __future__ import annotations

import contextlib
import os
import signal
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bench.build_edits import CARD, Edited
from bench.build_run import QUIET
from bench.build_tools import Tool

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
FIRST = 600.0  # seconds the rest after the first build may take to come
IDLE = 20.0  # seconds without work and without a site: none will come
LATER = 120.0  # seconds a change may take
LATE = 2.0  # seconds a server works on after the page
STILL = 1.0  # seconds without work that count as quiet


@dataclass(frozen=True, slots=True)
class Saved:
    """Medians over the edits, and the memory of all processes at the end; `failed` says why there are none.

    `seen`: seconds until the server showed the new page, where it does so before the page is on the disk.
    """

    cpu: float = 0.0
    wall: float = 0.0
    seen: float = 0.0
    memory: float = 0.0
    edits: int = 0
    failed: str = ""


def watched(tool: Tool, edits: int) -> Saved:
    """Start the tool's server from scratch, save a card so many times, end the server."""
    tool.forget()
    card = Edited.of(tool.texts)
    card.restore()
    with tempfile.TemporaryFile() as said, _started(tool, said) as process:
        try:
            site = _first_build(tool, process)
            if site is None:
                return Saved(failed=_last(said) or "no site was made")
            costs = []
            for _ in range(edits):
                spent = _cpu(process.pid)
                start = time.monotonic()
                card.sentence()
                while not card.shown(site):
                    if time.monotonic() - start > LATER or process.poll() is not None:
                        return Saved(failed=_last(said) if process.poll() is not None else f"the page did not change in {LATER:.0f} s")
                    time.sleep(0.005)
                wall = time.monotonic() - start
                costs.append((_quiet(process.pid, LATER) - spent, wall))
            seen = statistics.median(_seen(tool, card) for _ in range(edits)) if tool.address else 0.0
            memory = sum(_memory(pid) for pid in _tree(process.pid))
            return Saved(statistics.median(cpu for cpu, _ in costs), statistics.median(wall for _, wall in costs), seen, memory, edits)
        finally:
            card.restore()


def _seen(tool: Tool, card: Edited) -> float:
    """Seconds from a save to the page as the server shows it; all has rested before."""
    time.sleep(2 * LATE)
    start = time.monotonic()
    card.sentence()
    while time.monotonic() - start < LATER:
        with urllib.request.urlopen(f"{tool.address}practices/{card.name}/") as page:
            if card.mark in page.read().decode():
                return time.monotonic() - start
        time.sleep(0.005)
    return LATER


@contextlib.contextmanager
def _started(tool: Tool, said: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The server, in a session of its own that is ended as a whole."""
    env = {**os.environ, **QUIET, **tool.env}
    if tool.scratch:
        tool.scratch.mkdir(exist_ok=True)
        env["TMPDIR"] = str(tool.scratch)
    # Eleventy ends when its input does, so it gets one that stays open.
    process = subprocess.Popen(tool.watch, cwd=tool.folder, env=env, stdin=subprocess.PIPE, stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdin:
            process.stdin.close()


def _first_build(tool: Tool, process: subprocess.Popen[bytes]) -> Path | None:
    """Wait until the first site stands and nothing works any more; returns its folder, or None when no work is done for it."""
    spent, since = -1.0, time.monotonic()
    while time.monotonic() - since < IDLE and process.poll() is None:
        if (now := _cpu(process.pid)) - spent > 0.02:
            spent, since = now, time.monotonic()
        roots = list(tool.scratch.iterdir()) if tool.scratch else [tool.site]
        for root in roots:
            if (root / "practices" / CARD / "index.html").is_file():
                _quiet(process.pid, FIRST)
                return root
        time.sleep(0.2)
    return None


def _quiet(leader: int, limit: float) -> float:
    """Wait until the processes rest; returns what they spent until then."""
    end = time.monotonic() + limit
    spent, since = _cpu(leader), time.monotonic()
    while time.monotonic() < end and time.monotonic() - since < STILL:
        time.sleep(0.1)
        now = _cpu(leader)
        if now - spent > 0.02:  # watching itself costs a little
            since = time.monotonic()
        spent = now
    return spent


def _tree(leader: int) -> Iterator[int]:
    """All processes of a session."""
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and (stat := _stat(int(path.name))) and int(stat[3]) == leader:
            yield int(path.name)


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on; none when it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()
    except OSError:
        return []


def _cpu(leader: int) -> float:
    """Processor seconds of a session's processes, and of those that ended and were waited for."""
    return sum(sum(map(int, stat[11:15])) for pid in _tree(leader) if (stat := _stat(pid))) / TICK


def _memory(pid: int) -> float:
    """Resident MiB."""
    stat = _stat(pid)
    return int(stat[21]) * PAGE / 2**20 if stat else 0.0


def _last(said: IO[bytes]) -> str:
    """The last line that was printed."""
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return lines[-1][:100] if lines else ""
