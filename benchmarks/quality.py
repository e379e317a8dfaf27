"""Recall and precision of every rule, into `benchmarks/quality.md`: `make quality`.

Two measures. The five published documents have expected findings that people judged by hand, and the damage suite
has, for each kind of damage, the codes that must and those that may be reported. Both are the tests' own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.checks import test_seed_contents as contents
from tests.checks import test_seed_structure as structure
from tests.checks.seed_files import SEEDS
from tests.damage.kinds import kinds
from tests.damage.verdict import Verdict, judge
from tests.support.read_records import findings, seed
from toolkit.checks import rules
from toolkit.checks.registry import Rule
from toolkit.model import Severity

PAGE = Path(__file__).resolve().parent / "quality.md"
_HEAD = """# How good are the rules?

For each rule: of the findings that are right, how many it has (recall), and of its findings, how many are right
(precision). `make quality` writes this page anew.

- **Documents**: {documents} published documents with {projects} projects. Their expected findings were judged by hand,
  indicator by indicator: `tests/checks/expected_seed_findings.py` and `test_seed_structure.py`.
- **Damage**: {damage} kinds of damage to filled forms (`tests/damage/`). Each names the codes that must be reported and
  further ones that may be. Precision counts errors and warnings: one that must be reported is right, one that may be
  counts neither way, any other is a false alarm. Infos are not judged there, so rules that only give infos have a dash.

**These figures are no forecast.** The rules were written with these documents and kinds of damage in sight, and the
tests fail unless both agree with the rules, so anything below 100% would be a fault of the day. What the table adds is
how many cases stand behind each rule. How the rules do on the forms of a district that nobody has seen is not measured
here. A dash means that neither set has a case; such a rule is proven only by its cases in `tests/checks/cases`.

| rule | severity | expected in documents | recall | precision | kinds of damage that call for it | recall | precision |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


@dataclass
class Score:
    """Counts of one rule over one set.

    Attributes:
        expected: findings that are right.
        found: findings that the rule has.
        wanted: expected findings that it has.
        right: its findings that are expected.
    """

    expected: int = 0
    found: int = 0
    wanted: int = 0
    right: int = 0

    @property
    def cells(self) -> tuple[str, str, str]:
        """The number expected, recall and precision."""
        return (str(self.expected) if self.expected else "–", _share(self.wanted, self.expected), self.precision)

    @property
    def precision(self) -> str:
        """The share of the findings that are right."""
        return _share(self.right, self.found)


def _share(part: int, of: int) -> str:
    return f"{100 * part / of:.1f}%".replace(".0%", "%") if of else "–"


def documents() -> dict[str, Score]:
    """Returns the score of each rule over the five documents."""
    scores = {code: Score() for code in rules()}
    for number in SEEDS:
        wanted = Counter(_bare(contents.expected(number)))
        wanted += Counter(_structure_expected(number))
        found = Counter(_bare(contents.found(number))) + Counter(_structure_found(number))
        for (code, *_), count in wanted.items():
            scores[code].expected += count
        for (code, *_), count in found.items():
            scores[code].found += count
        for (code, *_), count in (wanted & found).items():
            scores[code].wanted += count
            scores[code].right += count
    return scores


def _bare(keys: Counter[tuple[str, int, str]]) -> Iterator[tuple[str, int, str]]:
    """Yields each finding once; a severity behind the code stays with the name."""
    for code, place, name in keys.elements():
        yield code.split()[0], place, f"{name}{code[3:]}"


def _structure_expected(number: str) -> Iterator[tuple[str, int, str]]:
    for code, places in structure.EXPECTED[number].items():
        yield from ((code, place, "") for place in places)


def _structure_found(number: str) -> Iterator[tuple[str, int, str]]:
    file = seed(number)
    places = {
        (read.source.sheet, getattr(read.record, "project_name", None)): place
        for place, read in enumerate(file.records, 1)
    }
    for one in findings(file):
        if one.code.startswith(structure.HELD):
            yield one.code, places[one.where.sheet or "", one.where.project], ""


def damage(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """Returns the score of each rule over the kinds of damage, one finding a kind.

    Findings that a kind permits count neither way, and infos only where they must be reported, for recall.
    """
    scores = {code: Score() for code in rules()}
    for verdict in verdicts:
        loud = {one.code for one in verdict.findings if one.severity is not Severity.INFO}
        kind = verdict.kind
        for code in kind.must:
            scores[code].expected += 1
            scores[code].wanted += code in verdict.codes
        for code in loud - (kind.may - kind.must):
            scores[code].found += 1
            scores[code].right += code in kind.must
    return scores


def page() -> str:
    """Returns the page of all rules, and says below how many have a case."""
    verdicts = tuple(map(judge, kinds()))
    by_document, by_damage = documents(), damage(verdicts)
    lines = [_line(rule, by_document[rule.code], by_damage[rule.code]) for rule in rules().values()]
    uncovered = [code for code in rules() if not (by_document[code].expected or by_damage[code].expected)]
    total = [_total(scores.values()).cells for scores in (by_document, by_damage)]
    lines.append(f"| **all** | | {' | '.join(f'**{cell}**' for cells in total for cell in cells)} |")
    head = _HEAD.format(
        documents=len(SEEDS), projects=sum(len(seed(number).records) for number in SEEDS), damage=len(verdicts)
    )
    foot = (
        f"\n{len(lines) - 1 - len(uncovered)} of {len(lines) - 1} rules have a case in one of the two sets. "
        f"Without one: {', '.join(uncovered)}.\n"
    )
    return head + "\n".join(lines) + "\n" + foot


def _line(rule: Rule, in_documents: Score, in_damage: Score) -> str:
    cells = [f"{rule.code} {rule.name}", rule.severity.value, *in_documents.cells, *in_damage.cells]
    return f"| {' | '.join(cells)} |"


def _total(scores: Iterable[Score]) -> Score:
    every = list(scores)
    return Score(
        sum(one.expected for one in every),
        sum(one.found for one in every),
        sum(one.wanted for one in every),
        sum(one.right for one in every),
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
    print(PAGE.relative_to(PAGE.parent.parent))
