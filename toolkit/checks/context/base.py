"""The base of all contexts: the rule, the settings, how to make a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from toolkit.checks.registry import Rule
from toolkit.checks.settings import Settings, Terms
from toolkit.model.evidence import Observation, Observed
from toolkit.model.finding import Fact, Finding, Severity, Where


@dataclass(frozen=True)
class Context:
    """The base of all contexts: the rule that runs and the settings."""

    rule: Rule
    settings: Settings

    def under(self, rule: Rule) -> Self:
        """Returns the same context for another rule.

        Every rule on every form needs one; a copy takes a third of a new one's time.
        """
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__, rule=rule)
        return twin

    @property
    def terms(self) -> Terms:
        """The rule's severity and thresholds here."""
        return self.settings.terms(self.rule)

    @property
    def applies(self) -> bool:
        """Whether the rule is meant for this and switched on."""
        return self.terms.enabled

    def number(self, option: str) -> Decimal:
        """Returns a threshold of the rule, as the settings in force say."""
        return Decimal(self.terms.options[option])

    def finding(self, where: Where, severity: Severity | None = None, /, **facts: Fact) -> Finding:
        """Returns a finding of this rule.

        A severity given here is for a case that weighs more or less than the rule's usual one. Settings change
        the usual one; the special case follows only where they go further in its own direction, so that
        lowering a rule never hides the case that the rule itself holds for worse.

        The fact `about` names the field of the record that the finding is about; it is not shown, it ties
        findings together (`toolkit.checks.runner`).
        """
        usual = self.terms.severity
        if severity is None:
            chosen = usual
        elif severity.rank < self.rule.severity.rank:
            chosen = min(severity, usual, key=_rank)
        else:
            chosen = max(severity, usual, key=_rank)
        return Finding(self.rule.code, chosen, where, facts)


def _rank(severity: Severity) -> int:
    return severity.rank


@dataclass(frozen=True)
class SeenContext(Context):
    """Something that intake looked at: a file, or one form in it."""

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Everything that was seen."""
        raise NotImplementedError

    def place(self, observation: Observation) -> Where:
        """Returns the place of an observation."""
        raise NotImplementedError

    def seen(self, kind: Observed) -> Iterator[tuple[Observation, Where]]:
        """Yields the observations of one kind, each with its place."""
        for observation in self.observations:
            if observation.seen is kind:
                yield observation, self.place(observation)

    def report(
        self,
        kind: Observed,
        severity: Severity | None = None,
        /,
        *,
        when: tuple[str, str] | None = None,
        found: str = "found",
    ) -> Iterator[Finding]:
        """Yields a finding for each observation of one kind.

        Args:
            kind: of observation.
            severity: another severity than the rule's usual one.
            when: a fact and its value: the severity is only for those that have it.
            found: the fact that says what was found.
        """
        for observation, where in self.seen(kind):
            facts = dict(observation.facts)
            if found in facts:
                facts.setdefault("found", facts[found])
            special = when is None or facts.get(when[0]) == when[1]
            yield self.finding(where, severity if special else None, **facts)
