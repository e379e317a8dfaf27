"""The forms at hand, each with its blank and its proof."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit import api
from toolkit.adopting.adoption import Adopted, adopt
from toolkit.api.proving import prove
from toolkit.checks.settings import definition_faults
from toolkit.desk.activities import Ended
from toolkit.desk.adopted_forms import ORIGINALS, confirmed, guesses_in, original_of
from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.downloads import download
from toolkit.desk.drawn_form import DrawnForm, draw_form
from toolkit.desk.page_writer import language_of, page
from toolkit.desk.returned_sheet import sheet_of
from toolkit.desk.upload_bodies import small_form
from toolkit.desk.work_screen import begin, begin_with_upload
from toolkit.engine.job import library
from toolkit.engine.run_batch import Progress
from toolkit.errors import ToolkitError
from toolkit.excel.open.opener import open_file
from toolkit.files import write_atomically
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.forms.loader import find_definitions
from toolkit.model.finding import Bilingual

#: Ids of definitions that the page writes.
_OWN = re.compile(r"own\d{1,6}")


class FormsScreen:
    """The list of forms and a page for each.

    Args:
        setup: the definitions at hand.
    """

    def __init__(self, setup: DeskSetup) -> None:
        self._setup = setup
        self._adopted: dict[str, Adopted] = {}

    @property
    def routes(self) -> list[Route]:
        """The addresses of the pages."""
        return [
            Route("/forms", self.show),
            Route("/api/forms", self.adopt, methods=["POST"]),
            Route("/forms/{id}", self.form),
            Route("/forms/{id}/blank", self.blank),
            Route("/forms/{id}/prove", self.prove, methods=["POST"]),
            Route("/forms/{id}/confirm", self.confirm, methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """Shows every definition, broken files too."""
        found = find_definitions(self._setup.templates, definition_faults)
        facts = {
            "place": "forms",
            "forms": [one for one in found.definitions.values() if one.kind == "form"],
            "summaries": [one for one in found.definitions.values() if one.kind != "form"],
            "broken": [one.path.name for one in found.broken],
        }
        return page(request, "forms.html", facts)

    def _definition(self, request: Request) -> Definition:
        found = find_definitions(self._setup.templates, definition_faults)
        definition = found.definitions.get(request.path_params["id"])
        if definition is None:
            raise HTTPException(404)
        return definition

    def form(self, request: Request) -> Response:
        """Shows a form as it will be issued."""
        definition = self._definition(request)
        drawn = self._drawn(request, definition) if isinstance(definition, FormDefinition) else None
        own = self._own(definition)
        facts = {
            "place": "forms",
            "definition": definition,
            "drawn": drawn,
            "adopted": self._adopted.get(definition.id),
            "guesses": list(guesses_in(own.read_text("utf-8"))) if own else [],
            "original": self._original(request, definition),
        }
        return page(request, "form.html", facts)

    def _own(self, definition: Definition) -> Path | None:
        """Returns the file of a definition that the page wrote; None for others."""
        path = self._setup.own_forms / f"{definition.id}.yaml"
        return path if _OWN.fullmatch(definition.id) and path.is_file() else None

    def _original(self, request: Request, definition: Definition) -> DrawnForm | None:
        """Returns the drawing of the workbook that a definition was drafted from."""
        path = original_of(self._setup.own_forms, definition.id)
        if path is None:
            return None
        try:
            grid = sheet_of(path, None, path.stat().st_size)
        except ToolkitError:  # it cannot be drawn; the definition can be looked at all the same
            return None
        return draw_form(grid, (), language_of(request))

    async def confirm(self, request: Request) -> Response:
        """Writes into a definition that a person confirms a guess."""
        definition, fields = self._definition(request), await small_form(request)
        own, home = self._own(definition), f"/forms/{definition.id}"
        if own is None:
            raise HTTPException(404)

        def work(progress: Progress) -> Ended:
            text = own.read_text("utf-8")
            asked = fields.get("line", "")
            lines = [one.line for one in guesses_in(text) if asked in ("all", str(one.line))]
            text = confirmed(text, lines, fields.get("by", ""), date.today())
            write_atomically(own, text.encode(), force=True)
            library.cache_clear()
            left = len(list(guesses_in(text)))
            return Ended(home, Bilingual(f"已核对，还有 {left} 处", f"Confirmed; {left} are left"))

        return await begin(request, Bilingual("记下核对", "Writing the confirmation"), home, work)

    def _drawn(self, request: Request, definition: FormDefinition) -> DrawnForm | None:
        path = self._blank(definition)
        book = open_file(path.name, path.read_bytes()).book
        grid = next((sheet for sheet in book.sheets if sheet.visible), None) if book else None
        if grid is None:
            return None
        return draw_form(grid, (), language_of(request), widths=definition.page.columns, own_columns=True)

    def _blank(self, definition: FormDefinition) -> Path:
        """Returns a blank of a form, written aside."""
        done = api.generate(
            definition.id,
            output=self._setup.aside / f"blank-{definition.id}",
            project_type=next(iter(definition.types), None),
            year=date.today().year + 1,
            password="preview",
            key=self._setup.key,
            templates=self._setup.templates,
            force=True,
        )
        return done.paths[0]

    async def adopt(self, request: Request) -> Response:
        """Drafts a definition from an office's own workbook; answers where it is followed."""

        def work(workbook: Path, progress: Progress) -> Ended:
            own = self._setup.own_forms
            free = next(path for number in count(1) if not (path := own / f"own{number}.yaml").exists())
            progress(0, 0)
            drafted = adopt(workbook, output=workbook.with_name(free.name), templates=self._setup.templates)
            progress(1, 1)  # nothing is in the folder of forms yet: who cancels leaves no trace
            if drafted.levels is not None:
                (own / "frameworks").mkdir(exist_ok=True)
                write_atomically(own / "frameworks" / free.name, drafted.levels.encode(), force=True)
            write_atomically(free, drafted.text.encode(), force=False)
            original = own / ORIGINALS / f"{free.stem}{workbook.suffix.lower()}"
            write_atomically(original, workbook.read_bytes(), force=True)
            adopted = replace(drafted, path=free)
            library.cache_clear()  # forms that came are read by the definitions that are there now
            self._adopted[adopted.form] = adopted
            words = f"看懂了，有 {len(adopted.guesses)} 处是猜的、{len(adopted.unread)} 格没看懂，请逐项核对"
            english = f"Adopted with {len(adopted.guesses)} guesses; {len(adopted.unread)} cells were not understood"
            if adopted.faults is not None:  # it cannot be opened until somebody has edited it
                zh, en = adopted.faults.sentence
                return Ended("/forms", Bilingual(f"{words}。还不能用：{zh}", f"{english}. It cannot be used yet: {en}"))
            return Ended(f"/forms/{adopted.form}", Bilingual(words, english))

        return await begin_with_upload(request, Bilingual("看懂这张表", "Reading the form"), "/forms", work)

    def blank(self, request: Request) -> Response:
        """Gives out a blank."""
        definition = self._definition(request)
        if not isinstance(definition, FormDefinition):
            raise HTTPException(404)
        return download(self._blank(definition))

    async def prove(self, request: Request) -> Response:
        """Proves a definition: issued, filled, read, compared."""
        definition = self._definition(request)
        home = f"/forms/{definition.id}"

        def work(progress: Progress) -> Ended:
            fault = prove(definition.id, self._setup.templates)
            if fault is not None:
                raise fault
            return Ended(home, Bilingual("没有发现问题，可以下发", "No fault found; it can be issued"))

        return await begin(request, Bilingual("核对表样", "Proving the form"), home, work)
