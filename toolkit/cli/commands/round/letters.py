"""`jixiao round letters`: one letter a unit."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.dry_run import dry_run
from toolkit.cli.options import FOLDER, Lang
from toolkit.cli.round_printing import ROUND_FOLDER, reading_round
from toolkit.rounds import RoundOptions


@click.command(
    "letters",
    cls=Command,
    short_help="给每个单位写审核意见。 Write a letter to each unit with its own findings.",
    epilog="jixiao round letters 2024年/",
)
@ROUND_FOLDER
@click.option("-o", "--output", type=FOLDER, help="输出文件夹，默认在“审核”下。 Folder of the letters.")
@dry_run
@reading_round
def command(folder: Path, output: Path | None, options: RoundOptions, lang: Lang) -> None:
    """给有问题的每个单位写一份审核意见（网页、Word），连同批注副本打成压缩包。

    Write a letter (.html, .docx) to each unit that has findings, with its marked copies, in a .zip to send.
    """
    from toolkit.cli.console import one_of, progress_bar, write_out
    from toolkit.cli.round_rehearsal import round_workplace
    from toolkit.rounds import letters

    with round_workplace(folder) as place, progress_bar(one_of(lang, "审核意见", "letters")) as progress:
        written = letters(place.folder, output, options=options, progress=progress)
    for one in written:
        word = one_of(lang, "退回修改" if one.goes_back else "请核对", "to correct" if one.goes_back else "to verify")
        write_out(place.named(f"{one.unit}  {word}  {one.archive}"))
