"""Findings and exclusions of a summary, with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, overload

from toolkit.merging.tally import SpillFile
from toolkit.model.finding import Finding, Severity, Where
from toolkit.model.text import natural


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A record or file that is not in the summary, with the reason.

    Attributes:
        where: file, sheet, the record's cells and project; the file alone where nothing was read of it.
        reason: a sentence for the department, in Chinese.
        reason_en: the same in English.
        amount: its total in 元, None where it is not known.
        year: its budget year, None where it is not known.
        target: whether it is a department's overall target and no project.
        unit: 资金使用单位, None where it is not known.
        code: 项目编码.
    """

    where: Where
    reason: str
    amount: Decimal | None = None
    year: int | None = None
    target: bool = False
    unit: str | None = None
    code: str | None = None
    reason_en: str = ""

    @property
    def is_project(self) -> bool:
        """Whether it is a project: no department's target, no file without a record."""
        return self.where.cell is not None and not self.target

    def why(self, lang: str) -> str:
        """Returns the reason in the reader's language."""
        return self.reason_en if lang == "en" and self.reason_en else self.reason


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with its sentences.

    Attributes:
        finding: what was found.
        message: the sentence that says it.
        fix: the sentence that says what to do about it; of a waived one, why it may stand and who says so.
        waived: whether a person waived it, so that it kept nothing out.
        title: what its rule looks for, in a few words.
    """

    finding: Finding
    message: str
    fix: str
    waived: bool = False
    title: str = ""


class Exclusions(Sequence[Exclusion]):
    """Exclusions in their order; they are put aside, as there can be very many.

    Args:
        them: the first of them.
    """

    def __init__(self, them: Iterable[Exclusion] = ()) -> None:
        self._pile: SpillFile[None] = SpillFile()
        self._count = 0
        self.add(them)

    def add(self, them: Iterable[Exclusion]) -> None:
        """Adds the next ones."""
        for left in them:
            where, amount = left.where, None if left.amount is None else str(left.amount)
            place = where.file, where.sheet, where.cell, where.project
            rest = left.year, left.target, left.unit, left.code, left.reason_en
            self._pile.put(None, (place, left.reason, amount, *rest))
            self._count += 1

    def __iter__(self) -> Iterator[Exclusion]:
        for place, reason, amount, *rest in self._pile[None]:
            yield Exclusion(Where(*place), reason, None if amount is None else Decimal(amount), *rest)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Exclusion: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Exclusion]: ...
    def __getitem__(self, index: int | slice) -> Exclusion | Sequence[Exclusion]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Exclusion.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(self._count)


def left_out_key(left: Exclusion) -> tuple[object, ...]:
    """Returns the sort key of an exclusion: file, sheet and project."""
    return (*_place(left.where), left.reason, str(left.amount))


def remark_key(remark: Remark) -> tuple[object, ...]:
    """Returns the sort key of a finding: worst first, waived ones last."""
    finding = remark.finding
    return (remark.waived, finding.severity.rank, finding.code, *_place(finding.where), remark.message, remark.fix)


def _place(where: Where) -> tuple[object, ...]:
    return tuple(natural(text) for text in (where.file, where.sheet, where.cell, where.project))


#: Characters of a rule's title: what stands before the colon of its sentence.
_TITLE = 40

#: What decides first about the order: whether it is waived, how much it weighs, the rule.
_Pile = tuple[bool, int, str]


class RuleCount(NamedTuple):
    """The findings and files of a rule, counted."""

    code: str
    title: str
    errors: int
    warnings: int
    infos: int
    files: int

    @property
    def found(self) -> int:
        """Returns the number of all findings."""
        return self.errors + self.warnings + self.infos


class Remarks:
    """The findings of a summary.

    Attributes:
        weights: how many of each severity count.
        waived: how many a person waived.
        rules: the rules that found something, the most frequent first; what was waived does not count.
    """

    def __init__(self, counted: RuleCounts, each: Callable[[], Iterator[Remark]]) -> None:
        self.weights: Counter[Severity] = counted.weights
        self.waived: int = counted.waived
        self.rules: tuple[RuleCount, ...] = counted.rules()
        self._each = each

    def __iter__(self) -> Iterator[Remark]:
        return self._each()

    def __len__(self) -> int:
        return self.weights.total() + self.waived

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remarks) and len(self) == len(other) and all(map(Remark.__eq__, self, other))

    def __hash__(self) -> int:
        return hash((len(self), self.rules))


class RuleCounts:
    """Counts findings as they come, file by file."""

    def __init__(self) -> None:
        self.weights: Counter[Severity] = Counter()
        self.waived: int = 0
        self._found: Counter[tuple[str, Severity]] = Counter()
        self._files: Counter[str] = Counter()
        self._titles: dict[str, str] = {}
        self._last: dict[str, str] = {}

    def add(self, remark: Remark) -> None:
        """Counts a finding."""
        finding = remark.finding
        if remark.waived:
            self.waived += 1
            return
        self.weights[finding.severity] += 1
        self._found[finding.code, finding.severity] += 1
        if self._last.get(finding.code) != finding.where.file:
            self._last[finding.code] = finding.where.file
            self._files[finding.code] += 1
        self._titles.setdefault(finding.code, (remark.title or remark.message.split("：")[0])[:_TITLE])

    def rules(self) -> tuple[RuleCount, ...]:
        """Returns the counts by rule, the most frequent first."""
        counted = (
            RuleCount(
                code,
                title,
                self._found[code, Severity.ERROR],
                self._found[code, Severity.WARNING],
                self._found[code, Severity.INFO],
                self._files[code],
            )
            for code, title in self._titles.items()
        )
        return tuple(sorted(counted, key=lambda rule: (-rule.found, rule.code)))


def remarks_of(them: Iterable[Remark]) -> Remarks:
    """Returns findings, given in any order, sorted and counted."""
    held = tuple(sorted(them, key=remark_key))
    counted = RuleCounts()
    for remark in sorted(held, key=lambda remark: natural(remark.finding.where.file)):
        counted.add(remark)
    return Remarks(counted, lambda: iter(held))


class Gathering:
    """Findings that come file by file, too many to be held and sorted.

    The files come in their natural order.
    """

    def __init__(self) -> None:
        self._piles: SpillFile[_Pile] = SpillFile()
        self._count = RuleCounts()
        self._titles: dict[str, str] = {}

    def add(self, of_one_file: Iterable[Remark]) -> None:
        """Adds the findings of the next file."""
        piles: dict[_Pile, list[Remark]] = {}
        for remark in of_one_file:
            finding = remark.finding
            piles.setdefault((remark.waived, finding.severity.rank, finding.code), []).append(remark)
            self._count.add(remark)
            self._titles[finding.code] = remark.title
        for key, findings in piles.items():
            for remark in sorted(findings, key=remark_key) if len(findings) > 1 else findings:
                where = remark.finding.where
                place = where.file, where.sheet, where.cell, where.project
                self._piles.put(key, (*place, remark.message, remark.fix))

    def all(self) -> Remarks:
        """Returns everything that was added."""
        return Remarks(self._count, self._each)

    def _each(self) -> Iterator[Remark]:
        severities = tuple(Severity)
        for key in sorted(self._piles.keys()):
            waived, rank, code = key
            for file, sheet, cell, project, message, fix in self._piles[key]:
                finding = Finding(code, severities[rank], Where(file, sheet, cell, project))
                yield Remark(finding, message, fix, waived, self._titles[code])
