"""What is wrong with a command line, in the reader's language, and where to look."""

from __future__ import annotations

import click

from toolkit.cli.help import in_words
from toolkit.cli.options import Lang


def told(error: click.ClickException, lang: Lang) -> str:
    """The sentence for a person, and the command that shows the help."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    sentence = _chinese(error) if lang == "zh" else error.format_message()
    if ctx is None:
        return sentence
    see = f"用法见：{ctx.command_path} --help" if lang == "zh" else f"See: {ctx.command_path} --help"
    return f"{sentence}\n{see}"


def _chinese(error: click.ClickException) -> str:
    """click's own faults said in Chinese; others speak for themselves."""
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            return f"没有选项 {name}" + (f"，是不是要用 {'、'.join(near)}？" if near else "")
        case click.BadOptionUsage(option_name=name):
            return f"选项 {name} " + ("后面要写一个值" if "requires" in error.message else "不能带值")
        case click.MissingParameter(param=param):
            return f"缺少 {_name(param)}"
        case click.BadParameter(param=param):
            return f"{_name(param)} 的值不对{_wanted(param)}"
        case _:
            return error.format_message()


def _name(param: click.Parameter | None) -> str:
    """How an argument or option is spelled in the help."""
    if param is None:
        return "参数"
    return max(param.opts, key=len) if isinstance(param, click.Option) else in_words(param.human_readable_name, "zh")


def _wanted(param: click.Parameter | None) -> str:
    match param and param.type:
        case click.Choice(choices=choices):
            return f"，可用：{'、'.join(map(str, choices))}"
        case click.IntRange(min=low, max=None):
            return f"，应为整数，至少 {low}"
        case click.IntRange(min=low, max=high):
            return f"，应为 {low} 到 {high} 之间的整数"
        case click.Path(file_okay=False):
            return "：应为文件夹，给的是文件"
        case click.Path(dir_okay=False):
            return "：应为文件，给的是文件夹"
        case _:
            return ""
