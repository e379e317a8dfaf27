"""The shared part of every page about one round: its frame, and its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from toolkit.desk.activities import Ended
from toolkit.desk.page_writer import page, round_path
from toolkit.desk.round_folders import name_of
from toolkit.desk.round_view import RoundReader, RoundView
from toolkit.desk.upload_bodies import FormFields, small_form
from toolkit.desk.work_screen import begin
from toolkit.engine.run_batch import Progress
from toolkit.model.finding import Bilingual
from toolkit.rounds import RoundOptions


@dataclass(frozen=True, slots=True)
class RoundStep:
    """A step that a person asked for on a page of a round.

    Attributes:
        folder: of the round.
        fields: of the form that was sent.
        options: of the round's functions; they report progress and stop when the person cancels.
    """

    folder: Path
    fields: FormFields
    options: RoundOptions

    @property
    def by(self) -> str:
        """The name of the person."""
        return " ".join(self.fields.get("by", "").split())

    @property
    def why(self) -> str:
        """The reason that the person gave."""
        return " ".join(self.fields.get("why", "").split())

    def page(self, *below: str) -> str:
        """Returns the address of a page of the round."""
        return round_path(name_of(self.folder), *below)


class RoundScreen:
    """A page of a round.

    Args:
        reader: of the rounds.
    """

    def __init__(self, reader: RoundReader) -> None:
        self.reader = reader

    def shown(
        self, request: Request, template: str, tab: str, view: RoundView, facts: Mapping[str, object]
    ) -> Response:
        """Returns a page within the frame of its round.

        Args:
            request: by which a person asked for it.
            template: name of the file in `pages`.
            tab: which of the round's pages it is.
            view: the round.
            facts: what the template shows besides.
        """
        frame = {"place": "rounds", "tab": tab, "view": view, "status": view.status}
        return page(request, template, {**frame, **facts})

    async def step(
        self,
        request: Request,
        title: Bilingual,
        work: Callable[[RoundStep], Ended],
        back: Callable[[RoundStep], str],
    ) -> Response:
        """Begins a step and returns the way to its result, or to its progress.

        Args:
            request: the form that was sent.
            title: what is done.
            work: does it.
            back: the page to return to where it fails.
        """
        folder = self.reader.folder(request)
        step = RoundStep(folder, await small_form(request), self.reader.setup.options_of(folder))

        def reporting(progress: Progress) -> Ended:
            return work(replace(step, options=replace(step.options, progress=progress)))

        return await begin(request, title, back(step), reporting)
