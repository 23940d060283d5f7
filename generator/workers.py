"""Work dealt out among processes. A child is a copy of this one, so it sees everything made so far and sends back only its result."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
MOST = 8  # beyond that the others wait for the one that gathers what they made


class WorkerFailed(Exception):  # noqa: N818  # says what happened to the work
    """A process ended with something that cannot be sent here, or without a word."""


def processors() -> int:
    """How many processors this process may use, and has use for."""
    return min(MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def spread(work: Callable[[Iterator[T]], R], items: Sequence[T], jobs: int) -> list[R]:
    """What `work` returns in each of `jobs` processes, this one the first; each takes the next of the items as soon as it is free.

    Raises what `work` raised. Where a process cannot be copied (Windows), or its copy could find a lock held for ever by a thread
    that was not copied, all is done here.
    """
    jobs = min(jobs, len(items)) if hasattr(os, "fork") and threading.active_count() == 1 else 1
    if jobs <= 1:
        return [work(iter(items))]
    gc.freeze()  # a collection would touch, and so copy, every page the children share
    sys.stdout.flush()
    sys.stderr.flush()
    queue = _queue(len(items))
    waiting: list[tuple[int, int]] = []
    try:
        waiting.extend(_child(work, _taken(items, queue)) for _ in range(1, jobs))
        results = [work(_taken(items, queue))]
        while waiting:
            results.append(_received(*waiting.pop(0)))
    finally:
        for pid, pipe in waiting:
            _end(pid, pipe)
        os.close(queue)
        gc.unfreeze()
    return results


def _queue(size: int) -> int:
    """A pipe that holds the numbers of the stretches not yet taken; whoever reads one has it. A pipe holds 64 KB (pipe(7))."""
    read, write = os.pipe()
    with os.fdopen(write, "wb") as pipe:
        pipe.write(b"".join(number.to_bytes(4, "big") for number in range(-(-size // _stretch(size)))))
    return read


def _stretch(size: int) -> int:
    """How many items are taken at once."""
    return -(-size // 8_000)


def _taken(items: Sequence[T], queue: int) -> Iterator[T]:
    size = _stretch(len(items))
    while taken := os.read(queue, 4):
        start = int.from_bytes(taken, "big") * size
        yield from items[start : start + size]


def _child(work: Callable[[Iterator[T]], R], share: Iterator[T]) -> tuple[int, int]:
    """Process number and pipe of a new process that does its share."""
    read, write = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    try:
        os.close(read)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
        _end_with_parent()
        silence = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):  # what is to be said is said by the parent
            os.dup2(silence, stream)
        with os.fdopen(write, "wb") as pipe:
            pipe.write(_answer(work, takewhile(lambda _: os.getppid() == parent, share)))  # nobody waits for the work of an orphan
    finally:
        os._exit(0)


def _end_with_parent() -> None:
    """Let the system end this process when its parent ends, however that comes (prctl(2), PR_SET_PDEATHSIG); elsewhere it notices after a part."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _answer(work: Callable[[Iterator[T]], R], share: Iterator[T]) -> bytes:
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
    """What a process sent; it is forgotten, whatever happens. Raises what its work raised, and WorkerFailed when it sent nothing."""
    try:
        with os.fdopen(pipe, "rb", closefd=False) as stream:
            answer = stream.read()
    finally:
        _end(pid, pipe)
    if not answer:
        raise WorkerFailed("a process ended without a word")
    result, error = pickle.loads(answer)  # noqa: S301  # from our own child
    if error is not None:
        raise error
    return result


def _end(pid: int, pipe: int) -> None:
    """Stop a process, unless it has ended by itself, and forget it."""
    os.close(pipe)
    os.kill(pid, signal.SIGKILL)  # until it is waited for, its number is its own
    os.waitpid(pid, 0)
