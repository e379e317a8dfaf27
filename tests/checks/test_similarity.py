"""Rules between files look only at projects that share a key."""

from __future__ import annotations

import random

from toolkit.checks.similarity import ALWAYS, NOTHING, WIDTH, Keys


def keys_of(identities: list[int]) -> Keys:
    """Projects in files of their own that have an identity and nothing else."""
    keys = Keys()
    for number, identity in enumerate(identities):
        keys.add(number, [identity, *[NOTHING] * (WIDTH - 1)])
    return keys


def test_of_very_many_projects_only_those_that_share_a_key_are_looked_at() -> None:
    source = random.Random(1)
    identities = [*dict.fromkeys(source.getrandbits(32) | 2 for _ in range(20_000))]
    assert [*keys_of(identities).alike("identity")] == []
    identities[15_000] = identities[3]
    assert [*keys_of(identities).alike("identity")] == [(3, 0), (15_000, 0)]


def test_projects_without_a_key_share_nothing_and_some_are_always_looked_at() -> None:
    assert [*keys_of([NOTHING, NOTHING, ALWAYS, 7]).alike("identity")] == [(2, 0)]


def test_a_goal_is_shared_with_the_other_goal_of_another_project() -> None:
    keys = Keys()
    for number, (period, annual) in enumerate([(10, 11), (11, 12), (13, 14)]):
        keys.add(number, [*[NOTHING] * 4, period, annual, *[NOTHING] * (WIDTH - 6)])
    assert [*keys.alike("goals")] == [(0, 0), (1, 0)]
