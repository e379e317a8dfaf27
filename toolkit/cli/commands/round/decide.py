"""`jixiao round decide`: a verdict."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.dry_run import dry_run
from toolkit.cli.options import Lang, completed_by
from toolkit.cli.round_printing import ROUND_FOLDER, reading_round, signed
from toolkit.rounds import RoundOptions


@click.command(
    "decide",
    cls=Command,
    short_help="作出决定：通过、退回、放行等。 Give a verdict with a name and a reason.",
    epilog="jixiao round decide 2024年/ accept --unit 骏达社区 --project 治安经费 --by 张三 --why 已核",
)
@ROUND_FOLDER
@click.argument("verdict", metavar="VERDICT")
@click.option("--unit", metavar="TEXT", help="单位；accept 不写则是全部单位。 The unit; accept takes all without it.")
@click.option("--project", metavar="TEXT", help="项目；不写则是该单位的。 The project; without it the unit's.")
@click.option(
    "--code",
    metavar="CODE",
    shell_complete=completed_by("rule_codes"),
    help="放行哪一条规则。 The rule that is waived.",
)
@click.option(
    "--file",
    metavar="FILE",
    help="accept：以这个文件为准。 With accept: the file that counts.",
)
@signed
@dry_run
@reading_round
def command(
    folder: Path,
    verdict: str,
    unit: str | None,
    project: str | None,
    code: str | None,
    file: str | None,
    by: str,
    why: str,
    options: RoundOptions,
    lang: Lang,
) -> None:
    """作出决定，写明由谁、为什么：
    accept 通过、return 退回、waive 放行、admit 纳入名册外的、cancel 取消、nil 无需填报、reopen 重开。

    Give a verdict: accept, return, waive, admit (off the roster), cancel, nil or reopen.
    """
    from toolkit.cli.console import one_of, say, write_out
    from toolkit.cli.round_printing import project_line
    from toolkit.cli.round_rehearsal import round_workplace
    from toolkit.rounds import decide

    with round_workplace(folder) as place:
        decision = decide(place.folder, verdict, unit, project, code, by=by, why=why, file=file, options=options)
    for one in decision.projects:
        write_out(f"{one.unit}{project_line(one, lang)}")
    if not decision.projects:
        write_out(one_of(lang, "这一轮重开了", "The round is open"))
    for one in decision.passed_over:
        say(
            one_of(
                lang, f"要逐个看：{one.unit}{project_line(one, lang)}", f"Look at: {one.unit}{project_line(one, lang)}"
            )
        )
