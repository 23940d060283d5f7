"""Work dealt out among processes: everything is done once, faults come back, nobody is left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from itertools import chain

import pytest

from generator.workers import WorkerFailed, processors, spread


def squares(share: Iterator[int]) -> list[int]:
    """The squares of a share."""
    return [number * number for number in share]


class Odd(Exception):  # noqa: N818  # says what it is
    """A fault that cannot be made again from what it was pickled with."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one}{two}")


@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
@pytest.mark.parametrize("size", [0, 1, 2, 7, 20_001])
def test_every_item_is_taken_once(jobs: int, size: int) -> None:
    """Whatever the number of items and processes."""
    assert sorted(chain.from_iterable(spread(squares, range(size), jobs))) == [number * number for number in range(size)]


def test_others_do_their_share() -> None:
    """The items are shared among as many processes as were asked for."""
    assert len(set(spread(lambda share: (list(share), os.getpid())[1], range(100), 3))) == 3


@pytest.mark.parametrize("fault", [ValueError("no"), OSError(28, "full")])
def test_a_fault_comes_back(fault: Exception) -> None:
    """What a process raised is raised here, with its words; no process is left."""

    def work(share: Iterator[int]) -> None:
        list(share)
        if os.getpid() != here:
            raise fault

    here = os.getpid()
    with pytest.raises(type(fault)) as raised:
        spread(work, range(4), 2)
    assert raised.value.args == fault.args
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_fault_that_cannot_travel_is_told() -> None:
    """A fault that cannot be sent comes as its traceback."""

    def work(share: Iterator[int]) -> None:
        list(share)
        if os.getpid() != here:
            raise Odd(1, 2)

    here = os.getpid()
    with pytest.raises(WorkerFailed, match="Odd: 12"):
        spread(work, range(4), 2)


def test_a_process_that_dies_is_noticed() -> None:
    """A process killed by the system (no memory, for one) is a fault, not a missing part of the site."""

    def work(share: Iterator[int]) -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        list(share)

    here = os.getpid()
    with pytest.raises(WorkerFailed, match="without a word"):
        spread(work, range(4), 2)


def test_a_fault_here_ends_the_others() -> None:
    """When this process fails the others are stopped and forgotten."""

    def work(share: Iterator[int]) -> None:
        if os.getpid() == here:
            raise KeyboardInterrupt
        threading.Event().wait(60)

    here = os.getpid()
    with pytest.raises(KeyboardInterrupt):
        spread(work, range(4), 3)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_beside_threads_there_is_one_process() -> None:
    """A copy of a process with threads could wait for their locks for ever."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert spread(lambda share: (list(share), os.getpid())[1], range(4), 2) == [os.getpid()]
    finally:
        stop.set()
        thread.join()
    assert processors() >= 1
