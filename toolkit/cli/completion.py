"""Completion of commands, options, forms and rules in four shells."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

from toolkit.cli.command import VARIABLE

PROGRAM = "jixiao"

#: For files and folders nothing is returned: PowerShell then completes paths by itself, quotes included.
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
                         else { $_.Extent.Text } })
    $env:%(complete_var)s = 'powershell_complete'
    $env:COMP_WORDS = $words -join "`n"
    $env:COMP_INCOMPLETE = $wordToComplete
    try {
        & $commandAst.CommandElements[0].Extent.Text | ForEach-Object {
            $kind, $value, $meaning = $_ -split "`t", 3
            if ($kind -eq 'plain') {
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
            }
        }
    }
    finally {
        Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_INCOMPLETE -ErrorAction SilentlyContinue
    }
}
"""


class PowerShellComplete(ShellComplete):
    """Completion for PowerShell.

    Words come in a line each, and answers go out a line each with three columns.
    """

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """Returns the words before the cursor, and the beginning of the one to complete."""
        return os.environ.get("COMP_WORDS", "").splitlines(), os.environ.get("COMP_INCOMPLETE", "")

    def format_completion(self, item: CompletionItem) -> str:
        """Returns kind, value and meaning; PowerShell takes no empty meaning."""
        return f"{item.type}\t{item.value}\t{' '.join((item.help or item.value).split())}"


add_completion_class(PowerShellComplete)


def script(shell: str, group: click.Command) -> str:
    """Returns the text that a shell reads at its start."""
    chosen = get_completion_class(shell)
    assert chosen is not None  # a name of the command's choice
    return chosen(group, {}, PROGRAM, VARIABLE).source()


def beginning(incomplete: str, words: Iterable[str]) -> list[CompletionItem]:
    """Returns the words that go on from what was typed, whatever its case."""
    return [CompletionItem(word) for word in words if word.lower().startswith(incomplete.lower())]


def form_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Returns the definitions of forms at hand, else files."""
    return _ids(ctx, incomplete, ("form", "list")) or [CompletionItem(incomplete, "file")]


def summary_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Returns the definitions of summaries at hand, else files."""
    return _ids(ctx, incomplete, ("summary",)) or [CompletionItem(incomplete, "file")]


def any_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Returns all definitions at hand, else files."""
    return _ids(ctx, incomplete, ("form", "list", "summary")) or [CompletionItem(incomplete, "file")]


def _ids(ctx: click.Context, incomplete: str, kinds: Sequence[str]) -> list[CompletionItem]:
    from toolkit.errors import ToolkitError
    from toolkit.forms.loader import find_definitions

    try:
        found = find_definitions(ctx.params.get("templates")).definitions
    except ToolkitError:  # the folder of definitions is wrong, as the command itself will say
        return []
    return beginning(incomplete, (name for name, one in found.items() if one.kind in kinds))


def rule_codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Returns the codes of the rules."""
    from toolkit.checks.registry import rules

    return beginning(incomplete, rules())
