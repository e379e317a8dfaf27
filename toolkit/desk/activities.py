"""Work that outlasts an answer: it shows its progress and can be cancelled."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from toolkit.desk.page_sentences import for_page
from toolkit.engine.run_batch import Progress
from toolkit.errors import ToolkitError, fault_report, send_it
from toolkit.last_guard import guarded
from toolkit.model.finding import Bilingual

#: Finished activities whose result can still be asked for.
KEPT = 200
_CANCELLED = Bilingual("已取消，没有改动", "Cancelled; nothing was changed")


class CancelledError(ToolkitError):
    """An error: the person who started the work cancelled it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The result of work.

    Attributes:
        go_to: the page that shows it.
        message: a sentence about it.
    """

    go_to: str
    message: Bilingual


Work = Callable[[Progress], Ended]


@dataclass(slots=True)
class Activity:
    """One piece of work, looked at by any number of pages.

    Attributes:
        title: what is done, as a person reads it.
        back: the page from which it was started.
        done: files or projects that are done.
        total: all of them; 0 while nobody knows.
        ended: its result; None while it runs and where it failed.
        failed: why it failed.
        was_cancelled: whether it failed because somebody cancelled it.
        was_seen: whether a page has shown its end.
    """

    title: Bilingual
    back: str
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    done: int = 0
    total: int = 0
    ended: Ended | None = None
    failed: Bilingual | None = None
    was_cancelled: bool = False
    was_seen: bool = False
    finished: threading.Event = field(default_factory=threading.Event)
    _asked_to_stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Asks the work to stop before its next file."""
        self._asked_to_stop.set()

    def run(self, work: Work) -> None:
        """Does the work; every error becomes a sentence."""
        trace = guarded(partial(self._do, work))
        if trace is not None:
            self.failed = internal_fault(trace)
        self.finished.set()

    def _do(self, work: Work) -> None:
        try:
            self.ended = work(self._progress)
        except ToolkitError as error:
            self.was_cancelled = isinstance(error, CancelledError)
            self.failed = for_page(error.sentence)

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._asked_to_stop.is_set():
            raise CancelledError(_CANCELLED.zh, _CANCELLED.en)

    @property
    def is_stopping(self) -> bool:
        """Whether somebody cancelled it and it has not stopped yet."""
        return self._asked_to_stop.is_set() and not self.finished.is_set()


class Activities:
    """The work of this run of the program, under way and finished."""

    def __init__(self) -> None:
        self._by_id: dict[str, Activity] = {}
        self._lock = threading.Lock()

    def start(self, title: Bilingual, back: str, work: Work) -> Activity:
        """Returns an activity that has begun in a thread of its own."""
        activity = Activity(title, back)
        with self._lock:
            finished = [one.id for one in self._by_id.values() if one.finished.is_set()]
            for old in finished[: max(0, len(self._by_id) - KEPT)]:
                del self._by_id[old]
            self._by_id[activity.id] = activity
        threading.Thread(target=activity.run, args=(work,), daemon=True).start()
        return activity

    def find(self, key: str) -> Activity | None:
        """Returns an activity by its id."""
        return self._by_id.get(key)

    def open(self) -> list[Activity]:
        """Returns the work that goes on, and that which failed while nobody looked."""
        every = tuple(self._by_id.values())
        return [one for one in every if not one.finished.is_set() or (one.failed is not None and not one.was_seen)]

    def cancel_all(self) -> None:
        """Asks all work to stop, and waits a little for it."""
        for activity in tuple(self._by_id.values()):
            activity.cancel()
        for activity in tuple(self._by_id.values()):
            activity.finished.wait(2)


def internal_fault(trace: str) -> Bilingual:
    """Returns the sentence about an internal fault; its traceback goes into a file."""
    zh, en = send_it(fault_report(trace))
    return Bilingual(
        f"程序内部出错，这一步没有做完，原有文件没有改动。{zh}。",
        f"Internal error: this step was not finished, no file was changed. {en}.",
    )
