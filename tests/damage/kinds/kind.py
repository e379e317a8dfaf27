"""A kind of damage, and the decorators that declare one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from tests.support.returned_forms import OFFICE, Filled, filled
from tests.support.sheet_editor import Opened, Sheet, editing
from toolkit.model import Project

SAME: frozenset[str] = frozenset()
OFFICE_FORM: Callable[[], Filled] = partial(filled, OFFICE)
Truth = Callable[[Project], Project]


@dataclass(frozen=True)
class Kind:
    """A kind of damage.

    Attributes:
        name: what was done, in a person's words.
        damage: does it to a filled form.
        must: codes that must be among the findings.
        may: other warnings and errors that may be among them.
        differs: parts of the record that may be empty or differ (header fields; `indicators`, `level2`, `name`,
            `period_value`, `annual_value`); each difference must be covered. Empty where all must read right.
        truth: what the record should say after it, where the damage is to content and not to structure.
        form: the form it is done to.
        records: how many records are read from the file.
    """

    name: str
    damage: Callable[[Filled], bytes]
    must: frozenset[str]
    may: frozenset[str] = frozenset()
    differs: frozenset[str] = SAME
    truth: Truth | None = None
    form: Callable[[], Filled] = OFFICE_FORM
    records: int = 1

    def done(self) -> tuple[bytes, tuple[Project, ...]]:
        """The damaged workbook, and what it should say."""
        form = self.form()
        truth = tuple(map(self.truth, form.truth)) if self.truth else form.truth
        return self.damage(form), truth


KINDS: list[Kind] = []
Edit = Callable[[Sheet, Filled], object]
Make = Callable[[Filled], bytes]


def on_sheet(
    name: str,
    *must: str,
    may: str = "",
    differs: str = "",
    protected: bool = False,
    records: int = 1,
    truth: Truth | None = None,
    form: Callable[[], Filled] | None = None,
) -> Callable[[Edit], Edit]:
    """Declare damage to the form's sheet, with its protection off unless `protected`."""

    def declare(edit: Edit) -> Edit:
        def damage(form: Filled) -> bytes:
            book = Opened(form.data)
            with editing(book) as sheet:
                if not protected:
                    sheet.unprotect()
                edit(sheet, form)
            return book.saved()

        codes = (*must, *(() if protected else ("S19",)))
        _add(Kind(name, damage, frozenset(codes), _set(may), _set(differs), truth, records=records), form)
        return edit

    return declare


def on_book(
    name: str,
    *must: str,
    may: str = "",
    differs: str = "",
    records: int = 1,
    truth: Truth | None = None,
    form: Callable[[], Filled] | None = None,
) -> Callable[[Make], Make]:
    """Declare a kind of damage done to a whole workbook."""

    def declare(make: Make) -> Make:
        _add(Kind(name, make, frozenset(must), _set(may), _set(differs), truth, records=records), form)
        return make

    return declare


def _add(kind: Kind, form: Callable[[], Filled] | None) -> None:
    assert kind.name not in {other.name for other in KINDS}, kind.name
    KINDS.append(replace(kind, form=form) if form else kind)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())
