"""A mapping that never changes and can be part of a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, final

Value = TypeVar("Value", covariant=True)


@final
class FrozenMap(Mapping[str, Value]):
    """A hashable mapping that keeps its order and equals a dict alike."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Value] | Iterable[tuple[str, Value]] = ()) -> None:
        self._items = dict(items)

    def __getitem__(self, key: str) -> Value:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    def __reduce__(self) -> tuple[type[FrozenMap[Value]], tuple[tuple[tuple[str, Value], ...]]]:
        return FrozenMap, (tuple(self._items.items()),)


#: What a record says beside the fields that every form has: by key of the definition's field.
Answers = FrozenMap[str]
EMPTY: Answers = FrozenMap()
