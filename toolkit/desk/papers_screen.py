"""The papers for the units (forms, reminders, letters) and the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit.desk.activities import Ended
from toolkit.desk.board_screen import VERDICTS
from toolkit.desk.downloads import offered
from toolkit.desk.page_writer import language_of, page, round_path
from toolkit.desk.round_folders import name_of
from toolkit.desk.round_view import RoundReader
from toolkit.desk.work_screen import begin
from toolkit.engine.run_batch import Progress
from toolkit.ledger.ledger_rows import EventKind, EventRow, VerdictKind
from toolkit.model.finding import Bilingual
from toolkit.reports.wording import say
from toolkit.rounds import letters, log, remind
from toolkit.rounds.round_status import RoundStatus

_REVIEW = "审核"
#: Beginnings of the folders in which reminders and letters are written, the day behind them.
_REMINDERS, _LETTERS = "催报", "意见"
_KINDS: Mapping[EventKind, Bilingual] = {
    EventKind.START: Bilingual("开始，下发填报表", "started, forms issued"),
    EventKind.ISSUE: Bilingual("补发填报表", "more forms issued"),
    EventKind.RECEIVE: Bilingual("收表", "returns taken in"),
    EventKind.CHECK: Bilingual("重新检查", "checked again"),
    EventKind.DECIDE: Bilingual("决定", "decision"),
    EventKind.UNDO: Bilingual("撤回决定", "decision taken back"),
    EventKind.LETTERS: Bilingual("写退回意见", "letters written"),
    EventKind.REMIND: Bilingual("催报", "reminders written"),
    EventKind.CLOSE: Bilingual("结束，汇总", "closed and merged"),
}
#: Entries of the log on the page, the newest first.
_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class PastedText:
    """A reminder to paste into a chat."""

    unit: str
    text: str


class PapersScreen:
    """Papers of a round and its log.

    Args:
        reader: of the rounds.
    """

    def __init__(self, reader: RoundReader) -> None:
        self._reader = reader

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
        view = self._reader.view(request)
        status = view.status
        owing = [unit for unit in status.units if any(one.state.is_owed_by_unit for one in unit.projects)]
        reminders, answers = (_newest(view.folder, begin) for begin in (_REMINDERS, _LETTERS))
        archives = list(offered(view.folder, "下发", (".zip",)))
        facts = {
            "place": "rounds",
            "tab": "papers",
            "view": view,
            "status": status,
            "issued": archives or list(offered(view.folder, "下发")),
            "owing": owing,
            "counted_returned": status.totals.returned,
            "reminder_texts": list(_texts(reminders, status)) if reminders else [],
            "reminders": list(offered(view.folder, _below(view.folder, reminders))) if reminders else [],
            "letters": list(offered(view.folder, _below(view.folder, answers), (".zip",))) if answers else [],
        }
        return page(request, "papers.html", facts)

    async def remind(self, request: Request) -> Response:
        """Writes the reminders."""
        folder = self._reader.folder(request)

        def work(progress: Progress) -> Ended:
            done = remind(folder, options=self._reader.setup.options_of(folder))
            count = len(done.reminders)
            words = Bilingual(f"已写好 {count} 个单位的催报，可以复制或下载", f"Reminders to {count} units are written")
            return Ended(round_path(name_of(folder), "papers"), words)

        return await begin(request, Bilingual("写催报通知", "Writing the reminders"), _home(folder), work)

    async def letters(self, request: Request) -> Response:
        """Writes the letters with their marked copies."""
        folder = self._reader.folder(request)

        def work(progress: Progress) -> Ended:
            count = len(letters(folder, options=self._reader.setup.options_of(folder)))
            words = Bilingual(
                f"已写好 {count} 个单位的意见，下面可以下载", f"Letters to {count} units are written; download them"
            )
            return Ended(round_path(name_of(folder), "papers"), words)

        return await begin(request, Bilingual("写退回意见", "Writing the letters"), _home(folder), work)

    def log(self, request: Request) -> Response:
        """Shows who did what and when, the newest first."""
        view = self._reader.view(request)
        entries = log(view.folder, options=self._reader.setup.options_of(view.folder))
        lang = language_of(request)
        shown = [
            {"at": one.at, "what": say(_words(one), lang), "who": one.who, "why": one.why}
            for one in reversed(entries[-_ENTRIES:])
        ]
        return page(request, "log.html", {"place": "rounds", "tab": "log", "view": view, "entries": shown})


def _home(folder: Path) -> str:
    return round_path(name_of(folder), "papers")


def _newest(folder: Path, beginning: str) -> Path | None:
    """Returns the folder of papers that was written last."""
    review = folder / _REVIEW
    found = [one for one in review.iterdir() if one.name.startswith(beginning)] if review.is_dir() else []
    return max((one for one in found if one.is_dir()), key=lambda one: one.stat().st_mtime_ns, default=None)


def _below(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _texts(folder: Path, status: RoundStatus) -> Iterator[PastedText]:
    """Yields the texts that were written together, by unit."""
    for path in folder.glob("*.txt"):
        text = path.read_text("utf-8-sig").replace("\r\n", "\n")
        begins = sorted(
            (place, unit.unit) for unit in status.units if (place := text.find(f"【{unit.unit}】\n")) >= 0 and unit.unit
        )
        ends = [place for place, _ in begins[1:]] + [len(text)]
        for (place, unit), end in zip(begins, ends, strict=True):
            yield PastedText(unit, text[place + len(unit) + 3 : end].strip())


def _words(one: EventRow) -> Bilingual:
    """Returns an entry of the log in words."""
    kind, detail = _KINDS[one.kind], one.detail
    zh, en = [kind.zh], [kind.en]
    if one.kind in (EventKind.DECIDE, EventKind.UNDO):
        verdict = VERDICTS[VerdictKind(str(detail.get("verdict")))]
        zh.append(f"{verdict.zh}{detail.get('code') or ''}")
        en.append(f"{verdict.en} {detail.get('code') or ''}".rstrip())
        projects = detail.get("projects")
        if isinstance(projects, Sequence) and projects:
            named = "、".join(" ".join(map(str, pair)) for pair in projects[:3])
            more = f" …（{len(projects)}）" if len(projects) > 3 else ""
            zh.append(named + more)
            en.append(named + more)
    for name, words in _COUNTS.items():
        if isinstance(count := detail.get(name), int):
            zh.append(words.zh.format(count))
            en.append(words.en.format(count))
    return Bilingual("，".join(zh), ", ".join(en))


_COUNTS: Mapping[str, Bilingual] = {
    "rows": Bilingual("{} 个项目", "{} projects"),
    "files": Bilingual("{} 个文件", "{} files"),
    "new": Bilingual("其中新的 {} 个", "{} of them new"),
    "copies": Bilingual("批注副本 {} 份", "{} marked copies"),
}
