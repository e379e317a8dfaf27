"""A slip anywhere in a definition gets a sentence, or does no harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.changed_definitions import changed_at_random, definitions
from toolkit.api import prove_file
from toolkit.checks import definition_faults
from toolkit.errors import TemplateError
from toolkit.forms import read_definition

SLIPS = 40
#: Slips that the proof accepts or finds only in its round.
PLAYED = (26, 54, 94)


def _slip(folder: Path, seed: int) -> Path:
    files = definitions()
    original = files[seed % len(files)]
    path = folder / original.name
    path.write_text(changed_at_random(original.read_text("utf-8"), seed), "utf-8")
    return path


def _refused_well(path: Path, error: TemplateError) -> None:
    for lang in ("zh", "en"):
        lines = error.message(lang).splitlines()
        assert lines
        assert all(re.match(rf"{re.escape(path.name)}:\d+: ", line) for line in lines), lines
        assert not re.search("Input should|Traceback|dataclass|NoneType", error.message(lang))


@pytest.mark.parametrize("seed", range(SLIPS))
def test_a_slip_gets_a_sentence_with_file_and_line_or_is_none(seed: int, tmp_path: Path) -> None:
    path = _slip(tmp_path, seed)
    try:
        definition = read_definition(path, definition_faults)
    except TemplateError as error:
        _refused_well(path, error)
    else:
        assert definition.id


@pytest.mark.parametrize("seed", PLAYED)
def test_what_is_accepted_plays_its_round_or_says_where_not(seed: int, tmp_path: Path) -> None:
    path = _slip(tmp_path, seed)
    error = prove_file(path)
    if error is not None:
        _refused_well(path, error)
