"""The table and the plot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import Result

_HEAD = """# Measurements

{about}; all of one run of {minutes:.0f} minutes (`make bench`). Forms made by `benchmarks/make_forms.py` (one in twenty
damaged), as the generator writes them, not saved again by Excel or WPS. Figures stand beside a peer of the same run:
ratios hold elsewhere, absolute figures do not. No cache unless said. [README.md](README.md) says where the time goes.

| what | here | peer | peer's figure | ratio | target | met |
| --- | --- | --- | --- | --- | --- | --- |
"""


def write(results: Sequence[Result], folder: Path, about: str, minutes: float) -> None:
    """Write results.md and results.svg."""
    lines = [
        f"| {one.what} | {one.ours} | {one.peer or '—'} | {one.theirs or '—'} | {_plain(one.ratio)} "
        f"| {'≤' if one.at_most else '≥'} {one.target:g} | {'yes' if one.met else 'no'} |"
        for one in results
    ]
    (folder / "results.md").write_text(_HEAD.format(about=about, minutes=minutes) + "\n".join(lines) + "\n", "utf-8")
    _plot(results, folder / "results.svg")


def _plain(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio >= 2 else f"{ratio:.2f}"


def _plot(results: Sequence[Result], path: Path) -> None:
    """How far each figure is on the good side of its target: right of the line is better."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "jixiao"
    from matplotlib import pyplot

    reached = [one.target / one.ratio if one.at_most else one.ratio / one.target for one in results]
    figure, axes = pyplot.subplots(figsize=(9, 0.45 * len(results) + 1))
    colours = ["#2f7d4f" if one.met else "#b5533c" for one in results]
    labels = [f"{one.what}\nagainst {one.peer}" if one.peer else one.what for one in results]
    axes.barh(labels, reached, color=colours)
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xscale("log")
    axes.set_xticks([0.25, 0.5, 1, 2, 4, 8])
    axes.xaxis.set_major_formatter("{x:g}")
    axes.minorticks_off()
    axes.set_xlabel("times better than the target (1 = just met)")
    axes.invert_yaxis()
    axes.tick_params(axis="y", labelsize=7)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
