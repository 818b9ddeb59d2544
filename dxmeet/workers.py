"""A helper process with requests, answers and deadlines; killed and restarted when it hangs or dies.

Anything that can block for a minute (a file server behind a VPN) or crash (a damaged PDF) runs in one of these, so that
the window's process survives it. A worker is a module with a function ``handlers(arena)`` that returns a name → callable
mapping; a request is a name with arguments, an answer is the return value or the error raised.

    parent                                     child
    ──────                                     ─────
    call("render", …) ── pickled tuple ──▶ handlers["render"](…)
                      ◀── ("value", v) ──      pixels go through the arena, not through the pipe
          no answer before the deadline: kill, WorkerHung; the next call starts a new process
"""

import contextlib
import importlib
import mmap
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from dxmeet.errors import DxmeetError, WorkerDied, WorkerFailed, WorkerHung

Handlers = Mapping[str, Callable[..., Any]]

_GONE_SECONDS = 1.0  # a call that the kernel itself waits in cannot be killed; then nobody waits for it here
_LOOK_UP = 0.1  # seconds after which a caller that waits is asked whether it still wants the answer
_START_SECONDS = 30.0  # a first start on a slow laptop with a virus scanner; added to the first call's own deadline


class Arena:
    """Memory shared by a worker and its owner, for pixels. Pages of it that nobody wrote cost nothing.

    It never has a name in a file system (memfd on Linux, a tagged mapping on Windows), so nothing of a document can be
    left behind on a disk.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        if sys.platform == "win32":
            self._tag = f"dxmeet-{os.urandom(16).hex()}"
            self._map = mmap.mmap(-1, size, tagname=self._tag)
        else:
            self._fd = os.memfd_create("dxmeet")
            os.ftruncate(self._fd, size)
            self._map = mmap.mmap(self._fd, size)
        self.view = memoryview(self._map)

    def empty(self, start: int, size: int) -> None:
        """Give ``size`` bytes back, from ``start``, both whole pages; they read as zeros until somebody writes there again."""
        if sys.platform == "linux" and size:
            self._map.madvise(mmap.MADV_REMOVE, start, size)

    def ticket(self) -> object:
        """What a child needs to map the same memory; only valid while it is being spawned."""
        if sys.platform == "win32":
            return (self._tag, self.size)
        from multiprocessing.reduction import DupFd  # there is none on Windows

        return (DupFd(self._fd), self.size)

    def close(self) -> None:
        self.view.release()
        with contextlib.suppress(BufferError):  # an error that ended a transfer holds a piece of it: both go together
            self._map.close()
        if sys.platform != "win32":
            os.close(self._fd)


def _mapped(ticket: Any) -> memoryview:
    if ticket is None:
        return memoryview(bytearray())
    handle, size = ticket
    if sys.platform == "win32":
        return memoryview(mmap.mmap(-1, size, tagname=handle))
    return memoryview(mmap.mmap(handle.detach(), size))


class Ahead:
    """A request that the worker is at while its owner does something else; what it came to is in ``answer`` once heard."""

    def __init__(self) -> None:
        self.answer: tuple[str, Any] | None = None
        self.lost = False  # the process ended before it answered


class Worker:
    """One helper process. Calls from several threads queue up; each sees its own answer or its own error.

    ``generation`` rises with every new process: whoever keeps state in the worker (an open document) compares it and
    sets that state up again. The worker sees ``arena`` and ``intake`` as one piece of memory, in this order.
    """

    def __init__(
        self, module: str, *, name: str, low_priority: bool = False, arena_bytes: int = 0, intake_bytes: int = 0
    ) -> None:
        self.name = name
        self.generation = 0
        self._module = module
        self._low_priority = low_priority
        self._arena = Arena(arena_bytes + intake_bytes) if arena_bytes else None
        self._arena_bytes = arena_bytes
        self._lock = threading.RLock()
        self._process: Any = None
        self._condemned: Any = None  # killed, but perhaps not dead yet: must not get another request
        self._pipe: Connection[Any, Any] | None = None
        self._fresh = False
        self._owed: deque[Ahead | None] = deque()  # answers still to come, oldest first; None: nobody wants it
        self._closed = False

    @property
    def pid(self) -> int | None:
        process = self._process
        return None if process is None else process.pid

    @property
    def restarts(self) -> int:
        return max(0, self.generation - 1)

    @property
    def arena(self) -> memoryview:
        """The shared memory; stable only inside ``with worker.held():``."""
        return self._arena.view[: self._arena_bytes] if self._arena is not None else memoryview(b"")

    def empty_arena(self) -> None:
        """What lies in it has been read; its memory is not needed until the next request fills it."""
        with self._lock:
            if self._arena is not None:
                self._arena.empty(0, self._arena_bytes)

    @property
    def intake(self) -> memoryview:
        """More of the shared memory, that no request touches but those of its one user: what it put there stays."""
        return self._arena.view[self._arena_bytes :] if self._arena is not None else memoryview(b"")

    def empty_intake(self) -> None:
        with self._lock:
            if self._arena is not None:
                self._arena.empty(self._arena_bytes, self._arena.size - self._arena_bytes)

    def held(self) -> threading.RLock:
        """Hold the worker over a call and the reading of the arena that belongs to it."""
        return self._lock

    def start(self, *, at_once: bool = False) -> None:
        """Begin to start the process and return at once; it loads while the caller goes on.

        ``at_once`` is for a program that has done nothing yet: no thread, no window, no key in its memory. Where the system
        can, such a program is copied instead of started again: 40 ms sooner, and the two share their first 5 MB.
        """
        with self._lock:
            if self._closed:
                raise WorkerDied(worker=self.name)
            if self._process is not None and self._process is not self._condemned and self._process.is_alive():
                return
            self._discard()
            context: Any = multiprocessing.get_context("fork" if at_once and sys.platform == "linux" else "spawn")
            ours, theirs = context.Pipe()
            launch = _Launch(self._module, self._low_priority, self._arena, theirs, ours)
            process = context.Process(target=launch, daemon=True)
            process.start()
            theirs.close()
            self._process, self._pipe = process, ours
            self.generation += 1
            self._fresh = True

    def tell(self, request: str, *arguments: Any) -> None:
        """A request that nobody waits for: the worker begins with it now, and its answer is dropped by the next call."""
        self._send_off(None, request, *arguments)

    def ahead(self, request: str, *arguments: Any) -> Ahead:
        """A request that the worker begins with now, and whose answer ``heard`` waits for, later. Other calls may come in between."""
        ahead = Ahead()
        self._send_off(ahead, request, *arguments)
        return ahead

    def _send_off(self, ahead: Ahead | None, request: str, *arguments: Any) -> None:
        with self._lock:
            self.start()
            assert self._pipe is not None
            try:
                self._pipe.send((request, arguments))
                self._owed.append(ahead)
            except OSError:  # a worker that has died is noticed by whoever waits for an answer
                if ahead is not None:
                    ahead.lost = True

    def heard(self, ahead: Ahead, *, deadline: float) -> Any:
        """What ``ahead`` came to. Raises as ``call`` does; ``deadline`` seconds count from now."""
        with self._lock:
            patience = deadline + (_START_SECONDS if self._fresh else 0.0)
            try:
                while ahead.answer is None:
                    if ahead.lost or self._pipe is None:
                        raise WorkerDied(worker=self.name)
                    self._take(patience, deadline)
            except (EOFError, OSError) as lost:
                self._discard()
                raise WorkerDied(worker=self.name) from lost
            self._fresh = False
        return self._told(*ahead.answer)

    def call(self, request: str, *arguments: Any, deadline: float, wanted: Callable[[], bool] = lambda: True) -> Any:
        """The handler's answer. Raises its DxmeetError, WorkerHung after ``deadline`` seconds, or WorkerDied.

        WorkerHung, too, as soon as the answer is no longer ``wanted``: the worker is killed, for nothing else ends its work.
        """
        with self._lock:
            self.start()
            assert self._pipe is not None
            patience = deadline + (_START_SECONDS if self._fresh else 0.0)
            try:
                self._pipe.send((request, arguments))
                kind, answer = self._answer(patience, deadline, wanted)
            except (EOFError, OSError) as lost:
                self._discard()
                raise WorkerDied(worker=self.name) from lost
            except (pickle.PicklingError, TypeError, AttributeError) as odd:  # an argument; nothing of it was sent
                raise WorkerFailed(worker=self.name, cause=f"{type(odd).__name__} in {request}") from odd
            self._fresh = False
        return self._told(kind, answer)

    def _told(self, kind: str, answer: Any) -> Any:
        if kind == "value":
            return answer
        if isinstance(answer, DxmeetError):
            raise answer
        raise WorkerFailed(worker=self.name, cause=str(answer))

    def _answer(self, patience: float, deadline: float, wanted: Callable[[], bool]) -> tuple[str, Any]:
        """What the last request came to; what is owed from before comes first. ``patience`` (seconds) is for each."""
        while self._owed:
            self._take(patience, deadline)
        return self._received(patience, deadline, wanted)

    def _take(self, patience: float, deadline: float) -> None:
        """Hear the oldest answer that is owed."""
        answer = self._received(patience, deadline, lambda: True)
        ahead = self._owed.popleft()
        if ahead is not None:
            ahead.answer = answer

    def _received(self, patience: float, deadline: float, wanted: Callable[[], bool]) -> tuple[str, Any]:
        assert self._pipe is not None
        until = time.monotonic() + patience
        while not self._pipe.poll(max(0.0, min(_LOOK_UP, until - time.monotonic()))):
            if time.monotonic() >= until or not wanted():
                self._discard()
                raise WorkerHung(worker=self.name, seconds=deadline)
        return self._pipe.recv()

    def kill(self) -> None:
        """End the process now, whatever it is doing; the next call starts another. Safe from any thread."""
        process = self._process
        if process is not None:
            self._condemned = process
            with contextlib.suppress(ValueError):  # another thread has just let go of it
                process.kill()

    def close(self) -> None:
        """End the process for good. Does not wait for a call that is under way: it fails with WorkerDied."""
        self._closed = True
        self.kill()
        with self._lock:
            self._discard()
            if self._arena is not None:
                self._arena.close()
                self._arena = None

    def _discard(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        for each in self._owed:
            if each is not None:
                each.lost = True
        self._owed.clear()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join(_GONE_SECONDS)
            if process.exitcode is not None:
                process.close()


class _Launch:
    """The child's entry point as a value: copied along with the program, or pickled for a new one.

    The arena's ticket is made while the child is being spawned. A copy has the owner's end of the pipe, too: it closes it.
    """

    def __init__(
        self,
        module: str,
        low_priority: bool,
        arena: Arena | None,
        pipe: "Connection[Any, Any]",
        owners: "Connection[Any, Any] | None",
    ) -> None:
        self._module, self._low_priority, self._pipe = module, low_priority, pipe
        self._arena, self._owners = arena, owners
        self._ticket: object = None

    def __getstate__(self) -> dict[str, Any]:
        ticket = None if self._arena is None else self._arena.ticket()
        return vars(self) | {"_arena": None, "_owners": None, "_ticket": ticket}

    def __call__(self) -> None:
        leave_no_dump()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the owner, who closes the pipe
        if self._owners is not None:
            self._owners.close()
        if self._low_priority:
            _step_back()
        threading.Thread(target=_leave_with_owner, daemon=True).start()
        arena = _mapped(self._ticket) if self._arena is None else self._arena.view
        _serve(importlib.import_module(self._module).handlers(arena), self._pipe)


def _serve(handlers: Handlers, pipe: "Connection[Any, Any]") -> None:
    while True:
        try:
            request, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[str, Any] = ("value", handlers[request](*arguments))
        except DxmeetError as error:
            answer = ("error", error)
        except Exception as error:  # noqa: BLE001 - whatever a library raises must reach the owner as a fact, not end the worker
            answer = ("error", f"{type(error).__name__} in {request}")
        try:
            pipe.send(answer)
        except OSError:
            return
        except Exception as error:  # noqa: BLE001 - a value that cannot be pickled; nothing of it was sent
            pipe.send(("error", f"{type(error).__name__} in the answer of {request}"))


def _leave_with_owner() -> None:
    """A worker stuck in a file call does not outlive the program that started it."""
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
        os._exit(0)


def leave_no_dump() -> None:
    """A crash writes no memory to the disk: pages, notes and keys are in it. Helper processes inherit that.

    On Windows this keeps Windows Error Reporting from handling faults (SetErrorMode: the mode is passed on to children).
    """
    if sys.platform == "win32":
        import ctypes

        critical, fault_box, open_box = 0x1, 0x2, 0x8000
        ctypes.windll.kernel32.SetErrorMode(critical | fault_box | open_box)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _step_back() -> None:
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), below_normal)
    else:
        os.nice(10)
