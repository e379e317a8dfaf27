"""The papers for the units (forms, reminders, letters) and the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit.desk.activities import Ended
from toolkit.desk.downloads import offered
from toolkit.desk.page_writer import language_of
from toolkit.desk.round_screen import RoundScreen, RoundStep
from toolkit.desk.round_words import entry_words, last_decision
from toolkit.ledger.verdict_rows import verdicts_of
from toolkit.model.finding import Bilingual
from toolkit.reports.wording import say
from toolkit.rounds import letters, log, remind
from toolkit.rounds.round_status import RoundStatus

_REVIEW = "审核"
#: Beginnings of the folders in which reminders and letters are written, the day behind them.
_REMINDERS, _LETTERS = "催报", "意见"
#: Entries of the log on the page, the newest first.
_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class PastedText:
    """A reminder to paste into a chat."""

    unit: str
    text: str


class PapersScreen(RoundScreen):
    """Papers of a round and its log.

    Args:
        reader: of the rounds.
    """

    @property
    def routes(self) -> list[Route]:
        """The addresses of the pages and their steps."""
        return [
            Route("/rounds/{name}/papers", self.show),
            Route("/rounds/{name}/remind", self.remind, methods=["POST"]),
            Route("/rounds/{name}/letters", self.letters, methods=["POST"]),
            Route("/rounds/{name}/log", self.log),
        ]

    def show(self, request: Request) -> Response:
        """Shows the forms to send, who owes something, the letters."""
        view = self.reader.view(request)
        status = view.status
        owing = [unit for unit in status.units if any(one.state.is_owed_by_unit for one in unit.projects)]
        reminders, answers = (_newest(view.folder, begin) for begin in (_REMINDERS, _LETTERS))
        archives = list(offered(view.folder, "下发", (".zip",)))
        facts = {
            "issued": archives or list(offered(view.folder, "下发")),
            "issued_folder": str(view.folder / "下发"),
            "owing": owing,
            "counted_returned": status.totals.returned,
            "reminder_texts": list(_texts(reminders, status)) if reminders else [],
            "reminders": list(offered(view.folder, _below(view.folder, reminders))) if reminders else [],
            "letters": list(offered(view.folder, _below(view.folder, answers), (".zip",))) if answers else [],
        }
        return self.shown(request, "papers.html", "papers", view, facts)

    async def remind(self, request: Request) -> Response:
        """Writes the reminders."""

        def work(step: RoundStep) -> Ended:
            count = len(remind(step.folder, options=step.options).reminders)
            words = Bilingual(f"已写好 {count} 个单位的催报，可以复制或下载", f"Reminders to {count} units are written")
            return Ended(_home(step), words)

        return await self.step(request, Bilingual("写催报通知", "Writing the reminders"), work, _home)

    async def letters(self, request: Request) -> Response:
        """Writes the letters with their marked copies."""

        def work(step: RoundStep) -> Ended:
            count = len(letters(step.folder, options=step.options))
            words = Bilingual(
                f"已写好 {count} 个单位的意见，下面可以下载", f"Letters to {count} units are written; download them"
            )
            return Ended(_home(step), words)

        return await self.step(request, Bilingual("写退回意见", "Writing the letters"), work, _home)

    def log(self, request: Request) -> Response:
        """Shows who did what and when, the newest first."""
        view = self.reader.view(request)
        entries = log(view.folder, options=self.reader.setup.options_of(view.folder))
        lang = language_of(request)
        shown = [
            {"at": one.at, "what": say(entry_words(one), lang), "who": one.who, "why": one.why}
            for one in reversed(entries[-_ENTRIES:])
        ]
        with self.reader.ledger(view.folder) as ledger:
            last = last_decision(verdicts_of(ledger.connection)) if view.status.open else None
        return self.shown(request, "log.html", "log", view, {"entries": shown, "last": last})


def _home(step: RoundStep) -> str:
    return step.page("papers")


def _newest(folder: Path, beginning: str) -> Path | None:
    """Returns the folder of papers that was written last."""
    review = folder / _REVIEW
    found = [one for one in review.iterdir() if one.name.startswith(beginning)] if review.is_dir() else []
    usable = [one for one in found if one.name.isprintable() and one.is_dir() and not one.is_symlink()]
    return max(usable, key=_written, default=None)


def _written(folder: Path) -> int:
    """Returns when a folder was written into; 0 where it was moved away."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _below(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _texts(folder: Path, status: RoundStatus) -> Iterator[PastedText]:
    """Yields the texts that were written together, by unit."""
    for path in folder.glob("*.txt"):
        try:
            text = path.read_text("utf-8-sig", errors="replace").replace("\r\n", "\n")
        except OSError:  # it was moved away meanwhile
            continue
        begins = sorted(
            (place, unit.unit) for unit in status.units if (place := text.find(f"【{unit.unit}】\n")) >= 0 and unit.unit
        )
        ends = [place for place, _ in begins[1:]] + [len(text)]
        for (place, unit), end in zip(begins, ends, strict=False):  # a text without any unit has an end only
            yield PastedText(unit, text[place + len(unit) + 3 : end].strip())
