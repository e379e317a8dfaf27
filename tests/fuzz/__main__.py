"""The command `python -m tests.fuzz 500 [FIRST]`: tries mutants and prints faults."""

from __future__ import annotations

import sys

from tests.fuzz.mutants import mutant
from tests.fuzz.oracle import faults


def main(count: int, first: int) -> int:
    """Try that many mutants from a number on; 1 where something is wrong."""
    wrong = 0
    for number in range(first, first + count):
        for fault in faults(mutant(number)):
            wrong += 1
            print(f"{number}: {fault}")
    print(f"{count} mutants, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
