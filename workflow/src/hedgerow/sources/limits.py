"""Limits of time and memory for one document, kept by reading it in a process that can be ended.

What may take long is read there: files from a size on that their format gives, and formats whose
small files may grow. The process goes on to the next document, and is ended by a document that goes
beyond the limits. Only Linux has such processes here; elsewhere, and without limits, everything is
read in place.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NoReturn, TypeVar

from hedgerow.sources.base import UnreadableError

T = TypeVar("T")

LONG_BYTES = 300_000
"""Size of a document, in bytes or characters, from which on its limits are kept."""

_LOOK_SECONDS = 0.02
"""Time between two looks at the memory of a process."""
_WAITING = 10
"""A process that waits, without computing, is ended after this many times the limit."""
_SLACK = 2_000_000_000
"""Bytes of address space beyond the limit: allocators reserve more than they use."""
_ITEM, _END, _ERROR = range(3)


@dataclass(frozen=True)
class Limits:
    """Processor time in seconds, and memory in megabytes, that reading one document may take."""

    seconds: float
    megabytes: float


class LimitError(UnreadableError):
    """Reading a document took more than its limits allow, or ended the process."""


@dataclass
class _Pool:
    """The limits, and the processes that wait for a document."""

    limits: Limits
    idle: list[_Process] = field(default_factory=list)


_POOL: ContextVar[_Pool | None] = ContextVar("pool", default=None)


@contextmanager
def document_limits(limits: Limits) -> Iterator[None]:
    """Keep the limits of the documents that are read inside the block."""
    pool = _Pool(limits)
    token = _POOL.set(pool)
    try:
        yield
    finally:
        _POOL.reset(token)
        for process in pool.idle:
            process.end()


def limited(function: Callable[[], T]) -> T:
    """Return the result of a function within the limits; it and its result can be pickled.

    Raises:
        LimitError: the function took longer, or more memory, or ended its process.

    >>> with document_limits(Limits(seconds=10, megabytes=100)):
    ...     limited(partial(int, "7"))
    7
    """
    (result,) = limited_items(partial(_once, function))
    return result


def _once(function: Callable[[], T]) -> Iterator[T]:
    yield function()


def limited_items(make: Callable[[], Iterator[T]]) -> Iterator[T]:
    """Yield the items of the iterator that `make` returns; each may take up to the limits.

    Raises:
        LimitError: see `limited`; the items before that have been given.
    """
    pool = _POOL.get()
    if pool is None or not sys.platform.startswith("linux"):
        yield from make()
        return
    process = pool.idle.pop() if pool.idle else _Process(pool.limits)
    try:
        yield from process.items(make)
    finally:
        if process.waits:
            pool.idle.append(process)
        else:
            process.end()


class _Process:
    """A process that gets iterators through one pipe and sends their items through another.

    Attributes:
        waits: whether it waits for the next iterator.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        requests, self._requests = os.pipe()
        self._results, results = os.pipe()
        with warnings.catch_warnings():
            # Python warns of threads that hold locks; those of the libraries idle while we read.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if self._pid == 0:
            os.close(self._requests)
            os.close(self._results)
            _serve(requests, results, limits)
        os.close(requests)
        os.close(results)
        self._data = bytearray()
        self._free = 0
        self.waits = True

    def items(self, make: Callable[[], Iterator[Any]]) -> Iterator[Any]:
        """Yield the items of an iterator.

        Raises:
            LimitError: one of them takes too much, or ended the process.
        """
        self.waits = False
        self._free = _own_bytes(self._pid)
        _send(self._requests, make)
        while True:
            kind, value = self._message()
            if kind == _ITEM:
                yield value
                continue
            self.waits = True
            if kind == _ERROR:
                raise value
            return

    def _message(self) -> tuple[int, Any]:
        length = int.from_bytes(self._take(8))
        return pickle.loads(self._take(length))

    def _take(self, length: int) -> bytes:
        latest = time.monotonic() + _WAITING * self._limits.seconds
        poll = select.poll()
        poll.register(self._results, select.POLLIN | select.POLLHUP)
        while len(self._data) < length:
            if poll.poll(_LOOK_SECONDS * 1000):
                piece = os.read(self._results, 1 << 20)
                if not piece:
                    raise LimitError(self._reason_of_end())
                self._data += piece
            elif _own_bytes(self._pid) - self._free > self._limits.megabytes * 1e6:
                raise LimitError(
                    f"reading it takes more than {self._limits.megabytes:g} MB of memory; "
                    "cut it up, or raise limits.megabytes in the config"
                )
            elif time.monotonic() > latest:
                raise LimitError("reading it came to a standstill; open and save it anew")
        taken = bytes(self._data[:length])
        del self._data[:length]
        return taken

    def _reason_of_end(self) -> str:
        """Return why the process ended before its last item."""
        status = os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOWAIT)
        assert status is not None
        if status.si_status == signal.SIGPROF and status.si_code != os.CLD_EXITED:
            return (
                f"reading it takes more than {self._limits.seconds:g} s; "
                "cut it up, or raise limits.seconds in the config"
            )
        killed = status.si_code != os.CLD_EXITED
        how = signal.Signals(status.si_status).name if killed else f"status {status.si_status}"
        return f"reading it ended the program that reads it ({how}); open and save it anew"

    def end(self) -> None:
        """End the process."""
        os.close(self._requests)
        os.close(self._results)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _own_bytes(pid: int) -> int:
    """Return the bytes of memory of a process that no file backs; 0 after its end."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123  read fifty times a second
            _, resident, shared, *_ = file.read().split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def _serve(requests: int, results: int, limits: Limits) -> NoReturn:
    """Send the items of one iterator after the other; the process ends here, whatever happens."""
    try:
        _POOL.set(_Pool(limits))
        _prepare(limits)
        while True:
            make = _received(requests)
            signal.setitimer(signal.ITIMER_PROF, limits.seconds)
            try:
                for item in make():
                    _send(results, (_ITEM, item))
                    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
                _send(results, (_END, None))
            except Exception as error:
                _send(results, (_ERROR, _sendable(error)))
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        os._exit(1)


def _prepare(limits: Limits) -> None:
    """Let the kernel end this process after its time, and with the process that started it."""
    import ctypes
    import resource

    kill_with_parent = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(kill_with_parent, signal.SIGKILL)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        size = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = size + int(limits.megabytes * 1e6) + _SLACK
    resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _send(pipe: int, message: Any) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    rest = memoryview(len(data).to_bytes(8) + data)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _received(pipe: int) -> Any:
    """Return the next object; end the process where there will be none."""
    length = int.from_bytes(_exactly(pipe, 8))
    return pickle.loads(_exactly(pipe, length))


def _exactly(pipe: int, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        piece = os.read(pipe, length - len(data))
        if not piece:
            os._exit(0)
        data += piece
    return bytes(data)


def _sendable(error: Exception) -> Exception:
    """Return the error, or one with its name and text where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
