"""What a process remembers from file to file, bounded by how much it is and not by how many things.

The same labels, values and formulas stand on form after form, so that what was worked out for one is kept for the
next. A hostile file has texts of tens of thousands of characters instead: by number alone these would fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")

#: What an entry weighs beside its characters.
_ENTRY = 60
#: Nothing is kept that takes more than this part of the room.
_PART = 16


@dataclass(frozen=True, slots=True)
class Remember:
    """Makes a pure function remember its answers; used as a decorator.

    Attributes:
        most: characters (or bytes) of all that was asked; beyond, everything is forgotten and begun anew.
    """

    most: int

    def __call__(self, work: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        """A function of one argument: what it was asked before costs a look into a dictionary."""
        return _Answers(work, self.most).__getitem__

    def together(self, work: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        """A function of several arguments, all of them by position."""
        answers: _Answers[tuple[object, ...], Answer] = _Answers(lambda asked: work(*asked), self.most)  # type: ignore[arg-type, call-arg]

        def answer(*asked: Arguments.args, **_: Arguments.kwargs) -> Answer:
            return answers[asked]

        return answer


class _Answers(dict[Asked, Answer]):
    """What was asked and answered."""

    __slots__ = ("_most", "_weight", "_work")

    def __init__(self, work: Callable[[Asked], Answer], most: int) -> None:
        super().__init__()
        self._work = work
        self._most = most
        self._weight = 0

    def __missing__(self, asked: Asked) -> Answer:
        answer = self._work(asked)
        weight = _ENTRY + _characters(asked)
        if weight * _PART <= self._most:
            if self._weight + weight > self._most:
                self.clear()
                self._weight = 0
            self._weight += weight
            self[asked] = answer
        return answer


def _characters(asked: object) -> int:
    """How long a text is, or all texts of several arguments together."""
    if isinstance(asked, tuple):
        return sum(map(_characters, asked))
    return len(asked) if isinstance(asked, str | bytes) else 0
