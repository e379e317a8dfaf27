"""The list of issued files with their passwords (下发清单)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.papers.round_facts import RoundFacts


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form that was issued.

    Attributes:
        unit: 用款单位.
        project: 项目名称.
        file: the workbook's path below 下发/, with forward slashes.
        password: takes off the protection of its sheets.
        amount: in 元; None where the roster names none.
    """

    unit: str
    project: str
    file: str
    password: str
    amount: Decimal | None = None


def issue_list_xlsx(facts: RoundFacts, forms: Sequence[IssuedForm]) -> bytes:
    """Returns 下发清单.xlsx, for A4 and for the office only: it has the passwords.

    The same forms give the same bytes.
    """
    raise NotImplementedError
