"""Where findings stand, as a person reads it: exact addresses, runs of them joined."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from toolkit.checks.sentence import Lang
from toolkit.model.cell import CellRange, CellRef

#: Runs shorter than this are written one by one.
_RUN = 3


def parts(cell: str | None) -> list[str]:
    """The addresses that a finding names: `D14,D15` names two."""
    return [part for part in (piece.strip() for piece in (cell or "").split(",")) if part]


def join(cells: Iterable[str], lang: Lang = "zh") -> str:
    """Addresses in one line: `A7、B9–B12`, each once, in the order given.

    A dash joins single cells below one another; `B9:B12` is one range and stays as it is.
    """
    return _joined(tuple(dict.fromkeys(cells)), lang)


@lru_cache(maxsize=4096)  # forms have the same cells throughout
def _joined(cells: tuple[str, ...], lang: Lang) -> str:
    said: list[str] = []
    run: list[CellRef] = []
    for address in cells:
        ref = _single(address)
        if run and ref == (run[-1].row + 1, run[-1].col):
            run.append(CellRef(*ref))
            continue
        said += _said(run)
        run = [] if ref is None else [ref]
        said += [address] if ref is None else []
    said += _said(run)
    return ("、" if lang == "zh" else ", ").join(said)


def _single(address: str) -> CellRef | None:
    try:
        return CellRef.parse(address)
    except ValueError:
        return None


def _said(run: list[CellRef]) -> list[str]:
    return [f"{run[0]}–{run[-1]}"] if len(run) >= _RUN else [str(ref) for ref in run]


def place(sheet: str | None, cells: str, lang: Lang = "zh") -> str:
    """A sheet and its cells: `治安经费!A7、B9`; in words where the whole of something is meant."""
    if sheet is None:
        return cells or ("整个文件" if lang == "zh" else "the whole file")
    if not cells:
        return f"工作表“{sheet}”" if lang == "zh" else f"sheet “{sheet}”"
    return f"{sheet}!{cells}"


def as_range(address: str) -> CellRange | None:
    """The cells of an address (`D14`, `A1:F31`); None for rows, columns and anything else."""
    try:
        return CellRange.parse(address)
    except ValueError:
        return None
