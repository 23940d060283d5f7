"""Runs one command from a process that holds little memory itself: a child's peak counts what its parent held when it began."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.check import Cost, measure

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 900.0  # seconds any run may take
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "NO_COLOR": "1"}  # Material's advertisements


def run(command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None) -> Cost:
    """What a command took, in a folder, with these additions to the environment."""
    task = json.dumps({"command": list(command), "folder": str(folder)})
    environment = {**os.environ, **QUIET, **(env or {})}
    with subprocess.Popen(
        [sys.executable, "-m", "bench.build_run"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment, text=True
    ) as process:
        try:
            told, _ = process.communicate(task)
        except KeyboardInterrupt:  # the wrapper hears it too and ends the command
            process.wait()
            raise
    if process.returncode:
        return Cost(0.0, 0.0, 0.0, process.returncode, "the measuring process ended")
    return Cost(**json.loads(told))


def main() -> None:
    """Read the task, measure, write the cost."""
    task = json.load(sys.stdin)
    try:
        cost = measure(task["command"], Path(task["folder"]), LIMIT)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    json.dump({**asdict(cost), "said": cost.said[-3000:]}, sys.stdout)


if __name__ == "__main__":
    main()
