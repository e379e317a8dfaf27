"""Records become bytes and come back the same; foreign bytes are refused."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from toolkit import api
from toolkit.engine.codec import FAULTS, pack, unpack
from toolkit.intake import Library


def test_everything_that_was_read_comes_back_the_same(returned: Path, library: Library) -> None:
    outcome = api.check(returned)
    files, findings = tuple(outcome.files), tuple(outcome.findings)
    assert unpack(pack((files, findings)), library.definitions) == (files, findings)


def test_definitions_are_named_and_come_back_as_the_ones_at_hand(returned: Path, library: Library) -> None:
    [read, *_] = api.read(returned).records()
    data = pack(read)
    assert unpack(data, library.definitions).definition is library.definitions[read.definition.id]
    assert len(data) < 10_000


class Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("echo caught",)


FOREIGN = [pickle.dumps(Trap()), pickle.dumps(Path("x")), b"", b"nonsense", pickle.dumps({})[:-2]]


@pytest.mark.parametrize("data", FOREIGN)
def test_anything_else_is_refused(data: bytes, library: Library) -> None:
    with pytest.raises(FAULTS):
        unpack(data, library.definitions)
