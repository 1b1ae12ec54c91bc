"""Work begun in another process while this one finds out whether it is wanted."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

from generator.model.problems import CannotGoOn
from generator.publish.make import end_with

Said = TypeVar("Said")
Result = TypeVar("Result")

# So many seconds a process that was interrupted has to tidy up.
_TO_TIDY_UP = 10


def begun_early(
    begin: Callable[[], Callable[[Said], Result]], find: Callable[[], Said], is_wanted: Callable[[Said], bool]
) -> tuple[Said, Result | None]:
    """Call ``begin`` in another process and ``find`` in this one. If what was found says so, the other calls what
    ``begin`` returned with it; else it is ended. Returns what was found, and what that call returned.

    ``begin`` may fail or never end where it is not wanted, and must write nothing. What is raised there is raised here,
    if it is wanted. What is found and what the call returns are pickled.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # else the other would write it again
    here, there = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_work, args=(begin, there, os.getpid()))
    process.start()
    there.close()
    try:
        said = find()
        if not is_wanted(said):
            return said, None
        here.send(said)
        result, error = here.recv()
    except (EOFError, BrokenPipeError) as ended:
        raise CannotGoOn("a process ended before its work was done; is there too little memory?") from ended
    except KeyboardInterrupt:
        _interrupt(process)
        raise
    finally:
        process.kill()
        process.join()
    if error is not None:
        raise error
    return said, result


def _work(begin: Callable[[], Callable[[Said], Result]], link: Connection, parent: int) -> None:
    end_with(parent)
    fault = None
    try:
        go_on = begin()
    except Exception as error:
        fault = error
    said = link.recv()
    try:
        if fault is not None:
            raise fault
        link.send((go_on(said), None))
    except Exception as error:
        if not isinstance(error, (CannotGoOn, OSError)):
            error.add_note("".join(traceback.format_exception(error)))
        link.send((None, error))


def _interrupt(process: BaseProcess) -> None:
    """What Ctrl-C does where it reaches only the first of two processes."""
    if process.pid is not None:
        os.kill(process.pid, signal.SIGINT)
        process.join(_TO_TIDY_UP)
