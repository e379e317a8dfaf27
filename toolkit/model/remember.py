"""Caches of pure functions, bounded by the size of their entries.

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
    """A decorator that makes a pure function of one argument remember its results.

    Attributes:
        most: characters (or bytes) of all that was asked; beyond, everything is forgotten and begun anew.
    """

    most: int

    def __call__(self, work: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        """Returns the function with a cache before it."""
        return _Answers(work, self.most).__getitem__

    def together(self, work: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        """Returns a function of several positional arguments with a cache before it."""
        answers: _Answers[tuple[object, ...], Answer] = _Answers(lambda asked: work(*asked), self.most)  # type: ignore[arg-type, call-arg]

        def answer(*asked: Arguments.args, **_: Arguments.kwargs) -> Answer:
            return answers[asked]

        return answer


class _Answers(dict[Asked, Answer]):
    """The arguments and results of one function."""

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
    """Returns the length of a text, or of all texts of several arguments."""
    if isinstance(asked, tuple):
        return sum(map(_characters, asked))
    return len(asked) if isinstance(asked, str | bytes) else 0
