"""Forms of another version than the definition at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.forms import Stamp
from toolkit.intake import Library
from toolkit.intake.form.notices import version
from toolkit.intake.form.stamps import Identity
from toolkit.model import Flag, Observation, Observed


def observed(library: Library, form_version: str) -> list[Observation]:
    """Returns the observations on a form of one version."""
    words = library.forms["form13"]
    words = replace(words, form=replace(words.form, older=("2023.1",)))
    stamp = Stamp("20240101000000-aaaa", "form13", form_version, 2024, None, (), "")
    return list(version(words, Identity(stamp, None, ()), as_issued=True))


def test_a_form_of_this_version_is_no_other_one(library: Library) -> None:
    assert observed(library, library.forms["form13"].form.version) == []


@pytest.mark.parametrize(("form_version", "flags"), [("2023.1", frozenset({Flag.OLDER})), ("2031.1", frozenset())])
def test_only_a_version_that_the_definition_names_is_an_older_one(
    library: Library, form_version: str, flags: frozenset[Flag]
) -> None:
    (seen,) = observed(library, form_version)
    assert (seen.seen, seen.flags) == (Observed.OTHER_VERSION, flags)
