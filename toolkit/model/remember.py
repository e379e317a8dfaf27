"""Caches of pure functions, bounded by the size of their entries.

The same labels, values and formulas recur on form after form, so results are kept for the next one. A hostile file has
texts of tens of thousands of characters instead: a bound on the number of entries alone would let them fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")

#: The weight of an entry in addition to its characters.
_ENTRY = 60
#: An entry larger than this fraction of the room is not kept.
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
