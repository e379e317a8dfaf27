"""Compact keys that find the few projects that may concern each other.

A rule between files need not look at very many others.

A key is a hash of four bytes: two projects with the same one are looked at closely, all others not at all. Of a hundred
thousand different projects one or two pairs share one by chance.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

#: What projects can have in common; departments' targets, of which there are few, are all looked at.
Alike = Literal["identity", "name", "code", "stamp", "goals", "indicators", "department"]

#: The place of each key; a project has two goals.
_COLUMNS: dict[Alike, tuple[int, ...]] = {
    "identity": (0,),
    "name": (1,),
    "code": (2,),
    "stamp": (3,),
    "goals": (4, 5),
    "indicators": (6,),
    "department": (7,),
}
_YEAR = 8
#: Numbers that a record's keys take.
WIDTH = 9
#: The type of a key in an array, and its bytes.
KEY, KEY_BYTES = "I", 4
#: Keys that are none: the project shares nothing here; the rule wants to see it in any case.
NOTHING, ALWAYS = 0, 1

#: Slots for each key: enough that few keys find theirs taken.
_ROOMY = 8

Place = tuple[int, int]


class Keys:
    """The keys of all records of a batch, in order.

    Each record has the number of its file and its own number in it.

    Attributes:
        attachments: whether there are files among them that may be attachments of a form.
    """

    def __init__(self) -> None:
        self.attachments = False
        self._files = array("I")
        self._records = array("I")
        self._keys = array(KEY)

    def add(self, file: int, keys: bytes | Sequence[int]) -> None:
        """Adds the records of a file."""
        before = len(self._keys)
        if isinstance(keys, bytes):
            self._keys.frombytes(keys)
        else:
            self._keys.extend(keys)
        for record in range((len(self._keys) - before) // WIDTH):
            self._files.append(file)
            self._records.append(record)

    def alike(self, *kinds: Alike) -> Iterator[Place]:
        """Yields the records that share one of these kinds of keys, in order."""
        chosen = bytearray(len(self._files))
        for kind in kinds:
            columns = [self._keys[column::WIDTH] for column in _COLUMNS[kind]]
            shared = _repeated(columns)
            for column in columns:
                for number, key in enumerate(column):
                    if key == ALWAYS or key in shared:
                        chosen[number] = 1
        return ((self._files[number], self._records[number]) for number, it in enumerate(chosen) if it)

    def years(self) -> frozenset[int]:
        """Returns the budget years of all records."""
        return frozenset(self._keys[_YEAR::WIDTH]) - {NOTHING}

    def among(self, files: Iterable[int], left_out: Collection[Place]) -> Keys:
        """Returns the keys with the files in another order, without some records.

        In another order, files get new numbers.
        """
        starts: dict[int, int] = {}
        for number, file in enumerate(self._files):
            starts.setdefault(file, number)
        left = Keys()
        left.attachments = self.attachments
        for new, file in enumerate(files):
            at = starts.get(file, len(self._files))
            kept = array(KEY)  # records behind one that is left out move up, as they do in their file
            while at < len(self._files) and self._files[at] == file:
                if (file, self._records[at]) not in left_out:
                    kept.extend(self._keys[at * WIDTH : (at + 1) * WIDTH])
                at += 1
            left.add(new, kept)
        return left


def _repeated(columns: Sequence[Sequence[int]]) -> set[int]:
    """Returns the keys that occur more than once.

    Only keys that find their slot taken can be such. A slot takes a byte, a number of a set ten times as much.
    """
    slots = 1 << (_ROOMY * sum(map(len, columns))).bit_length()
    taken, candidates = bytearray(slots), set[int]()
    for column in columns:
        for key in column:
            slot = key & (slots - 1)
            if taken[slot]:
                candidates.add(key)
            taken[slot] = 1
    candidates.discard(NOTHING)
    count = Counter(key for column in columns for key in column if key in candidates)
    return {key for key, times in count.items() if times > 1}
