"""Work dealt out among processes. A child is a copy of this one, so it sees everything made so far and sends back only its result."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class WorkerFailed(Exception):  # noqa: N818  # says what happened to the work
    """A process ended with something that cannot be sent here, or without a word."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[Sequence[T]], R], items: Sequence[T], jobs: int) -> list[R]:
    """What `work` returns for each share of `items`; a share is every `jobs`-th item, and the first is done here.

    Raises what `work` raised. Where a process cannot be copied (Windows) there is one share.
    """
    jobs = min(jobs, len(items)) if hasattr(os, "fork") else 1
    if jobs <= 1:
        return [work(items)]
    gc.freeze()  # a collection would touch, and so copy, every page the children share
    sys.stdout.flush()
    sys.stderr.flush()
    children = [_child(work, items[number::jobs]) for number in range(1, jobs)]
    try:
        results = [work(items[0::jobs])]
        results += [_received(*child) for child in children]
    except BaseException:
        for pid, pipe in children:
            _end(pid, pipe)
        raise
    finally:
        gc.unfreeze()
    return results


def _child(work: Callable[[Sequence[T]], R], share: Sequence[T]) -> tuple[int, int]:
    """Process number and pipe of a new process that does one share."""
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    try:
        os.close(read)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
        silence = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):  # what is to be said is said by the parent
            os.dup2(silence, stream)
        with os.fdopen(write, "wb") as pipe:
            pipe.write(_answer(work, share))
    finally:
        os._exit(0)


def _answer(work: Callable[[Sequence[T]], R], share: Sequence[T]) -> bytes:
    try:
        return pickle.dumps((work(share), None), protocol=5)
    except Exception as error:  # whatever it is, the parent is to know
        told = "".join(traceback.format_exception(error))
        try:
            answer = pickle.dumps((None, error), protocol=5)
            pickle.loads(answer)  # noqa: S301  # some errors cannot be made again
        except Exception:
            return pickle.dumps((None, WorkerFailed(told)), protocol=5)
        return answer


def _received(pid: int, pipe: int) -> Any:
    with os.fdopen(pipe, "rb", closefd=False) as stream:
        answer = stream.read()
    if not answer:
        raise WorkerFailed("a process ended without a word")
    result, error = pickle.loads(answer)  # noqa: S301  # from our own child
    if error is not None:
        raise error
    return result


def _end(pid: int, pipe: int) -> None:
    """Stop a process and forget it."""
    os.close(pipe)
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except OSError:
        return
