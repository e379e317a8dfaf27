"""The part above the table: labels, and the fields beside them.

Labels are found by their words.

Where more than one cell could be meant and none stands where it belongs, the field stays empty and the finding
is an error: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from toolkit.intake.form.form_labels import lines_among
from toolkit.intake.form.labels_in_one_cell import apart
from toolkit.intake.form.vocabulary import Introduced, LabelHit, Vocabulary
from toolkit.intake.tokens import Lines, Token, joined
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Observed


@dataclass(frozen=True, slots=True)
class Found:
    """The content of a field.

    Attributes:
        text: as it was written, empty where nothing was found.
        cell: its place, or where it should have been.
        tokens: the cells that it was taken from.
        behind: cells behind a label that has its content behind a colon: 年度资金总额:50万 | 中央补助资金50.
        unit: the unit of money that its own heading names.
    """

    text: str
    cell: CellRef
    tokens: tuple[Token, ...] = ()
    behind: tuple[Token, ...] = ()
    unit: str | None = None


@dataclass
class Header:
    """Everything that was found above the table.

    Attributes:
        labels: by key, the first cell of each label and what it contains.
        fields: by field name.
        observations: what was out of place.
        left: cells that are neither label nor field.
    """

    labels: dict[str, tuple[Token, LabelHit]] = field(default_factory=dict)
    fields: dict[str, Found] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    left: list[Token] = field(default_factory=list)

    def forget(self, cells: AbstractSet[CellRef]) -> None:
        """Clears the fields that were read from some cells."""
        for name, found in self.fields.items():
            if any(token.place in cells for token in found.tokens):
                self.fields[name] = replace(found, text="")


class _Label(NamedTuple):
    """A label of a line, and the cells between it and the next one."""

    token: Token
    hit: LabelHit
    follows: list[Token]


class _Line(NamedTuple):
    """A line cut at its labels, with the cells before the first one."""

    before: list[Token]
    labels: list[_Label]


def read_header(words: Vocabulary, *parts: Lines) -> Header:
    """Returns the labels and fields in the lines above and below the table."""
    header = Header()
    keys = dict(_repeated(words, parts, header)) if words.repeated else {}
    for lines in parts:
        _read_lines(lines, words, header, keys)
    return header


def _repeated(words: Vocabulary, parts: Sequence[Lines], header: Header) -> Iterator[tuple[CellRef, str]]:
    """Yields the keys of labels of the same words by their place.

    Their order tells them apart where all of them are there, in as many lines as in the form; else nothing does, and
    they have no key.
    """
    found: dict[str, list[Token]] = {}
    for token in (token for lines in parts for tokens in lines.values() for token in tokens):
        hit = words.label(token.text)
        if hit is not None and hit.key in words.repeated:
            found.setdefault(hit.key, []).append(token)
    for key, tokens in found.items():
        wanted = words.repeated[key]
        if lines_among([token.row for token in tokens]) == [one.line for one in wanted]:
            yield from ((token.place, one.key) for token, one in zip(tokens, wanted, strict=True))
            continue
        facts = {
            "found": "；".join(token.text[:20] for token in tokens),
            "expected": f"{words.printed[key]}×{len(wanted)}",
        }
        header.observations.append(Observation(Observed.AMBIGUOUS, joined(tokens), facts))
        yield from ((token.place, "") for token in tokens)


def _read_lines(lines: Lines, words: Vocabulary, header: Header, keys: Mapping[CellRef, str]) -> None:
    cut: list[_Line] = []
    for tokens in lines.values():
        cut.append(_cut(tokens, words, header, keys, _awaited(cut[-1:], words)))
    goals = [key for key, introduced in words.introduces.items() if introduced.below]
    for number, line in enumerate(cut):
        below = list(_following(cut[number + 1 :]))
        claims = [one for one in line.labels if (found := words.introduces.get(one.hit.key)) and found.below]
        for token, hit, follows in line.labels:
            introduced = words.introduces.get(hit.key)
            if introduced is None:
                header.left.extend([token, *follows] if hit.value else follows)  # 填报人：李娜 where nothing is asked
            elif hit.value:
                is_amount = words.form.fields[introduced.field].kind == "amount"
                behind = tuple(follows) if is_amount else ()
                header.fields[introduced.field] = Found(hit.value, CellRef(token.row, token.col), (token,), behind)
                header.left.extend(() if is_amount else follows)
            elif not introduced.below:
                _to_the_right(header, token, introduced, follows, below if len(line.labels) == 1 else [])
            elif len(claims) == 1:
                following = goals[goals.index(hit.key) + 1 :][:1]
                _below(header, token, introduced, follows, below, until_end=set(following) <= header.labels.keys())
            else:
                _under(header, token, introduced, follows, below)
    _leftovers(header, cut)


def _awaited(above: Sequence[_Line], words: Vocabulary) -> dict[int, str]:
    """Returns the labels of the line above that expect answers below, by column."""
    labels = [one for line in above for one in line.labels if not one.hit.value]
    return {
        one.token.col: one.hit.key
        for one in labels
        if (found := words.introduces.get(one.hit.key)) is not None and found.below
    }


def _cut(
    tokens: tuple[Token, ...],
    words: Vocabulary,
    header: Header,
    keys: Mapping[CellRef, str],
    awaited: Mapping[int, str],
) -> _Line:
    line = _Line([], [])
    for token in tokens:
        if _repeats_its_label(token, line, words, awaited):
            _answers(line).append(token)
            continue
        for part in apart(token, lambda text: words.label(text) is not None):
            _place(line, part, words, header, keys)
    return line


def _repeats_its_label(token: Token, line: _Line, words: Vocabulary, awaited: Mapping[int, str]) -> bool:
    """Whether a cell begins with the label whose answer it is: 年度目标：完成…"""
    hit = words.label(token.text)
    if hit is None or not hit.value:
        return False
    last = line.labels[-1] if line.labels else None
    return awaited.get(token.col) == hit.key or (
        last is not None and last.hit.key == hit.key and not last.hit.value and not last.follows
    )


def _answers(line: _Line) -> list[Token]:
    return line.labels[-1].follows if line.labels else line.before


def _place(line: _Line, token: Token, words: Vocabulary, header: Header, keys: Mapping[CellRef, str]) -> None:
    """Adds a cell to its line, as a label or as a possible answer."""
    hit = words.label(token.text)
    if hit is not None and hit.key in words.repeated:
        hit = hit._replace(key=keys[token.place])
        if not hit.key:  # nobody can tell which it is
            line.labels.append(_Label(token, hit, []))
            return
    if hit is not None and hit.key not in header.labels:
        header.labels[hit.key] = (token, hit)
        line.labels.append(_Label(token, hit, []))
    elif hit is not None or words.names(token.text) or words.is_mark(token.text):
        header.left.append(token)  # a word of the form is nobody's answer
    else:
        _answers(line).append(token)


def _following(later: list[_Line]) -> Iterator[Token]:
    """Yields the cells below a line, up to the next line with a label."""
    for line in later:
        if line.labels:
            return
        yield from line.before


def _to_the_right(
    header: Header, label: Token, introduced: Introduced, follows: list[Token], below: list[Token]
) -> None:
    """Reads a field to the right of its label."""
    expected = CellRef(label.row, label.col + introduced.offset)
    if not follows and len(below) == 1 and introduced.field not in header.fields:
        header.observations.append(_moved(below, expected))
        header.fields[introduced.field] = Found(below[0].text, CellRef(below[0].row, below[0].col), tuple(below))
        return
    _choose(header, introduced.field, expected, follows)


def _below(
    header: Header,
    label: Token,
    introduced: Introduced,
    follows: list[Token],
    below: list[Token],
    *,
    until_end: bool,
) -> None:
    """Reads a field below its label, in one cell or broken up into several.

    Args:
        header: receives the field.
        label: the label.
        introduced: the field.
        follows: the cells to the right of the label.
        below: the cells below it, up to the next label.
        until_end: whether the next such label is there; without it, what follows may be its field.
    """
    expected = CellRef(label.row + 1, label.col + introduced.offset)
    rows = {token.row for token in below}
    if below and (follows or not until_end):
        _ambiguous(header, introduced.field, expected, (*follows, *below))
    elif below and len(rows) == len(below):
        if len(below) > 1:
            header.observations.append(_moved(below, expected))
        text = "\n".join(token.text for token in below)
        header.fields[introduced.field] = Found(text, CellRef(below[0].row, below[0].col), tuple(below))
    else:
        _choose(header, introduced.field, expected, (*follows, *below))


def _under(header: Header, label: Token, introduced: Introduced, follows: list[Token], below: list[Token]) -> None:
    """Reads one of several fields below labels side by side.

    It is the cell in the same column.
    """
    expected = CellRef(label.row + 1, label.col + introduced.offset)
    header.left.extend(follows)
    _choose(header, introduced.field, expected, tuple(token for token in below if token.col == expected.col))


def _choose(header: Header, name: str, expected: CellRef, candidates: Sequence[Token]) -> None:
    """Reads a field from the only candidate, or from the one in place.

    Several other candidates are ambiguous.
    """
    if not candidates:
        header.fields[name] = Found("", expected)
        return
    right = [token for token in candidates if (token.row, token.col) == expected]
    if len(candidates) > 1 and not right:
        _ambiguous(header, name, expected, candidates)
        return
    chosen = right[0] if right else candidates[0]
    header.fields[name] = Found(chosen.text, CellRef(chosen.row, chosen.col), (chosen,))
    header.left.extend(token for token in candidates if token is not chosen)


def _ambiguous(header: Header, name: str, expected: CellRef, tokens: Sequence[Token]) -> None:
    header.fields[name] = Found("", expected, tuple(tokens))
    shown = "；".join(token.text[:20] for token in tokens)
    header.observations.append(
        Observation(Observed.AMBIGUOUS, joined(tokens), {"found": shown, "expected": str(expected)})
    )


def _moved(tokens: list[Token], expected: CellRef) -> Observation:
    return Observation(Observed.MOVED, joined(tokens), {"found": tokens[0].text[:40], "expected": str(expected)})


def _leftovers(header: Header, cut: list[_Line]) -> None:
    """Notes the cells that no label claimed."""
    used = {token for found in header.fields.values() for token in found.tokens}
    used.update(header.left)
    for line in cut:
        header.left.extend(token for token in line.before if token not in used)
