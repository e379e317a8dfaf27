"""`jixiao desk`: the pages over a folder of rounds."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import FOLDER, Lang, common, keyed
from toolkit.errors import InputError


@click.command(
    "desk",
    cls=Command,
    short_help="在浏览器里办理各轮填报。 Run rounds in the browser.",
    epilog="jixiao desk 各轮填报/",
)
@click.argument("folder", required=False, metavar="[DIR]", type=FOLDER)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="端口，默认任选一个空闲的。 The port; by default a free one.",
)
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只打印地址。 Print the address only.")
@click.option(
    "--ledger",
    metavar="URL",
    help="新一轮的台账放在这个数据库，默认在各轮文件夹内。 The database of new rounds; by default a file in each.",
)
@keyed
@common
def command(
    folder: Path | None,
    port: int,
    no_browser: bool,
    ledger: str | None,
    key: Path | None,
    templates: Path | None,
    lang: Lang,
) -> int:
    """在浏览器里办理：下发、收表、审核、催报、汇总；页面只在本机，什么都不上传。

    Run rounds in the browser: send out, take in, review, remind, merge; on this machine only.
    """
    from toolkit.cli.console import one_of, say, write_out
    from toolkit.desk.web_server import serve

    root = folder if folder is not None else usual_folder()
    if folder is None:
        root.mkdir(parents=True, exist_ok=True)

    def started(address: str) -> None:
        write_out(address)
        say(
            one_of(
                lang,
                f"各轮填报在 {root}。不要关这个窗口；用完在页面上点“退出”，或按 Ctrl-C。",
                f"The rounds are in {root}. Keep this window open; to end, choose Quit on the page or press Ctrl-C.",
            )
        )
        if not no_browser:
            import webbrowser

            webbrowser.open(address)

    serve(root, port=port, templates=templates, key=key, ledger=ledger, started=started)
    say(one_of(lang, "已退出。", "Ended."))
    return 0


def usual_folder() -> Path:
    """Returns the usual folder of rounds: 绩效目标 among the documents.

    Raises InputError where the user has no home.
    """
    try:
        home = Path.home()
    except RuntimeError as error:
        raise InputError(
            "找不到用户文件夹，请写明各轮填报放在哪个文件夹：jixiao desk 文件夹",
            "There is no home folder; name the folder of the rounds: jixiao desk FOLDER",
        ) from error
    documents = home / "Documents"
    return (documents if documents.is_dir() else home) / "绩效目标"
