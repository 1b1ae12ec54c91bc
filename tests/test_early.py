"""Work begun in another process while it is found out whether it is wanted."""

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.problems import CannotGoOn
from generator.publish.early import begun_early


def yes(found: object) -> bool:
    return True


def no(found: object) -> bool:
    return False


def test_what_was_begun_goes_on_with_what_was_found() -> None:
    def begin() -> Callable[[int], tuple[int, int]]:
        here = os.getpid()
        return lambda found: (here, found * 2)

    found, result = begun_early(begin, lambda: 21, yes)
    assert result is not None
    process, doubled = result
    assert (found, doubled) == (21, 42)
    assert process != os.getpid()


def test_what_is_not_wanted_is_ended_though_it_would_never_end() -> None:
    def begin() -> Callable[[str], None]:
        while True:
            time.sleep(1)

    assert begun_early(begin, lambda: "a problem", no) == ("a problem", None)


def test_a_fault_of_what_is_not_wanted_is_none() -> None:
    def begin() -> Callable[[str], None]:
        raise KeyError("a place that is not there")

    assert begun_early(begin, lambda: "a problem", no) == ("a problem", None)
    with pytest.raises(KeyError, match="a place that is not there") as raised:
        begun_early(begin, lambda: "no problem", yes)
    assert "in begin" in raised.value.__notes__[0], "where it was raised is said"


def test_what_cannot_go_on_says_why() -> None:
    def fail(found: object) -> None:
        raise CannotGoOn("the folder is full")

    with pytest.raises(CannotGoOn, match="the folder is full"):
        begun_early(lambda: fail, lambda: None, yes)


def test_a_process_that_is_killed_is_said() -> None:
    with pytest.raises(CannotGoOn, match="too little memory"):
        begun_early(lambda: lambda _: os.kill(os.getpid(), signal.SIGKILL), lambda: None, yes)


def test_an_interrupt_lets_the_other_tidy_up(tmp_path: Path) -> None:
    """Ctrl-C reaches both where a terminal sends it, and the first alone where a program does."""
    at_work, tidied = tmp_path / "at work", tmp_path / "tidied"

    def work(found: object) -> None:
        at_work.touch()
        try:
            time.sleep(60)
        finally:
            tidied.touch()

    def interrupt() -> None:
        while not at_work.exists():
            time.sleep(0.01)
        # Of the process, as what is sent to this thread would not end what the first one waits for.
        os.kill(os.getpid(), signal.SIGINT)

    def begin() -> Callable[[object], None]:
        # As a program that is run in the foreground has it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return work

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    waiting = threading.Thread(target=interrupt)

    def find() -> None:
        waiting.start()

    try:
        with pytest.raises(KeyboardInterrupt):
            begun_early(begin, find, yes)
    finally:
        waiting.join()
        signal.signal(signal.SIGINT, before)
    assert tidied.exists()
