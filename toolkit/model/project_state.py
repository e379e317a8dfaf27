"""The states of a project in a round, with their words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from toolkit.model.finding import Bilingual


class ProjectState(StrEnum):
    """The state of a project in a round, by its name in JSON."""

    NOT_RETURNED = "not_returned"
    RECEIVED = "received"
    TO_CORRECT = "to_correct"
    RESUBMITTED = "resubmitted"
    ACCEPTED = "accepted"
    NIL = "nil"
    CANCELLED = "cancelled"
    OFF_ROSTER = "off_roster"

    @property
    def words(self) -> Bilingual:
        """The state as people read it: 未报, not returned."""
        return _WORDS[self]

    @property
    def is_owed_by_unit(self) -> bool:
        """Whether the unit has something to send."""
        return self in (ProjectState.NOT_RETURNED, ProjectState.TO_CORRECT)

    @property
    def awaits_verdict(self) -> bool:
        """Whether the officer has something to decide."""
        return self in (ProjectState.RECEIVED, ProjectState.RESUBMITTED, ProjectState.OFF_ROSTER)

    @property
    def is_expected(self) -> bool:
        """Whether the project counts as one that must come back."""
        return self not in (ProjectState.CANCELLED, ProjectState.OFF_ROSTER)


def state_words(state: ProjectState, *, sent_back: bool) -> Bilingual:
    """Returns a state in words: 待退回 for errors of which the unit knows nothing.

    Args:
        state: of the project.
        sent_back: whether the unit was asked to correct it.
    """
    return _TO_SEND_BACK if state is ProjectState.TO_CORRECT and not sent_back else state.words


_TO_SEND_BACK = Bilingual("待退回", "to send back")
_WORDS: Mapping[ProjectState, Bilingual] = {
    ProjectState.NOT_RETURNED: Bilingual("未报", "not returned"),
    ProjectState.RECEIVED: Bilingual("已报待审", "received"),
    ProjectState.TO_CORRECT: Bilingual("已退回", "to correct"),
    ProjectState.RESUBMITTED: Bilingual("重报待审", "resubmitted"),
    ProjectState.ACCEPTED: Bilingual("已通过", "accepted"),
    ProjectState.NIL: Bilingual("无需填报", "nil"),
    ProjectState.CANCELLED: Bilingual("已取消", "cancelled"),
    ProjectState.OFF_ROSTER: Bilingual("名册外", "off the roster"),
}
