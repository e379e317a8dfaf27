"""`jixiao completion`: the script that makes a shell complete commands."""

from __future__ import annotations

import click

from toolkit.cli.command import Command
from toolkit.cli.options import LANG, Lang

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command(
    "completion",
    cls=Command,
    short_help="按 Tab 键补全命令。 Complete commands with the Tab key.",
    epilog="jixiao completion powershell | Out-String | Invoke-Expression",
)
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
@LANG
@click.pass_context
def command(ctx: click.Context, shell: str, lang: Lang) -> None:
    """输出补全脚本。bash、zsh 在启动文件里写 eval "$(jixiao completion bash)"；fish 存为
    ~/.config/fish/completions/jixiao.fish；PowerShell 在 $PROFILE 里写例子中的一行。

    Write the script for a shell: eval "$(jixiao completion bash)" in the start file of bash or zsh;
    ~/.config/fish/completions/jixiao.fish for fish; the line of the example in $PROFILE of PowerShell.
    """
    from toolkit.cli.completion import script
    from toolkit.cli.console import write_out

    write_out(script(shell, ctx.find_root().command))
