"""PDFs, pictures and documents that came with a form or instead of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from toolkit.checks.context import BatchContext
from toolkit.model.evidence import Observed, ReadFile, ReadRecord
from toolkit.model.finding import Fact
from toolkit.model.paths import inside
from toolkit.model.records import Project
from toolkit.model.text import fold

#: Letters of a name that must be found in another one to count.
_SHORTEST = 2


class Attachment(NamedTuple):
    """A file that is no form.

    Attributes:
        path: as it is shown.
        kind: what it is.
        member: its path inside an archive; empty for a file by itself.
        form: the file with the form that it belongs to; empty where there is none.
    """

    path: str
    kind: Fact
    member: str
    form: str


class _Form(NamedTuple):
    path: str
    unit: str
    names: tuple[str, ...]


def attachments(context: BatchContext) -> Iterator[Attachment]:
    """Yields every attachment of the batch, with the form to which it belongs.

    It belongs to a form in its own folder or the one above, or in its archive, where these are all of one unit;
    else to the one whose unit, project or file is named in its own name. A return of which a later one counts keeps
    its attachments.
    """
    if context.keys is not None and not context.keys.attachments:
        return
    found: list[tuple[ReadFile, Fact]] = []
    forms: dict[str, list[_Form]] = {}
    earlier: dict[str, list[_Form]] = {}
    superseded: dict[str, list[str]] = {}
    for where in context.superseded:
        superseded.setdefault(where.file, []).append(fold(where.project or ""))
    for file in context.files:
        kinds = [seen.facts.get("kind", "") for seen in file.observations if seen.seen is Observed.ATTACHMENT]
        if kinds:
            found.append((file, kinds[0]))
        for read in file.records:
            forms.setdefault(_folder(file), []).append(_form(file, read))
        if file.path in superseded:
            earlier.setdefault(_folder(file), []).append(_Form(file.path, "", tuple(superseded[file.path])))
    for file, kind in found:
        yield Attachment(file.path, kind, inside(file.path, file.outer), _form_of(file, forms, earlier))


def _form_of(file: ReadFile, forms: Mapping[str, list[_Form]], earlier: Mapping[str, list[_Form]]) -> str:
    """Returns the path of the form of an attachment; empty where there is none."""
    near, old = _near(file, forms), _near(file, earlier)
    if len({form.unit for form in near}) == 1:
        return near[0].path
    if len(old) == 1 and not near:
        return old[0].path
    name = fold(_stem(file.path))
    for form in (*near, *old):
        own = fold(_stem(form.path))
        if any(len(one) >= _SHORTEST and one in name for one in (*form.names, own)):
            return form.path
        if len(name) >= _SHORTEST and name in own:
            return form.path
    return ""


def _near(file: ReadFile, forms: Mapping[str, list[_Form]]) -> Sequence[_Form]:
    folder = _folder(file)
    return forms.get(folder) or forms.get(str(PurePosixPath(folder).parent), [])


def _folder(file: ReadFile) -> str:
    """Returns the archive in which a file lies, else its folder."""
    if file.member:
        return file.on_disk
    return str(PurePosixPath(file.path.replace("\\", "/")).parent)


def _form(file: ReadFile, read: ReadRecord) -> _Form:
    record = read.record
    if isinstance(record, Project):
        unit, name = record.spending_unit or record.supervising_department, record.project_name
    else:
        unit, name = record.department, None
    return _Form(file.path, fold(unit or ""), tuple(fold(text) for text in (unit, name) if text))


def _stem(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/").replace("!", "/")).stem
