"""Help in the reader's language, with an example and advice after a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.support.programs import Run
from toolkit.cli import cli
from toolkit.cli.help import half
from toolkit.reports.wording import width

COMMANDS = cli.list_commands(click.Context(cli))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _texts() -> Iterator[tuple[str, str]]:
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield f"{name}.help", command.help or ""
        yield f"{name}.short_help", command.short_help or ""
        for param in command.params:
            if isinstance(param, click.Option):
                yield f"{name} {param.opts[-1]}", param.help or ""


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_explains_itself_with_an_example(run: Run, name: str, lang: str) -> None:
    done = run(name, "--lang", lang, "--help")
    assert done.status == 0
    assert done.err == ""
    assert done.out.startswith(("用法  " if lang == "zh" else "Usage  ") + f"jixiao {name}")
    assert re.search(rf"^(例|Example)  jixiao {name}\b", done.out, re.MULTILINE)
    assert max(map(width, done.out.splitlines())) <= 100


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_h_is_help(run: Run, name: str) -> None:
    arguments = [name] if name else []
    assert run(*arguments, "-h").out == run(*arguments, "--help").out != ""


@pytest.mark.parametrize(("place", "text"), [pytest.param(*pair, id=pair[0]) for pair in _texts()])
def test_every_text_of_the_help_is_in_both_languages(place: str, text: str) -> None:
    chinese, english = half(text, "zh"), half(text, "en")
    assert CHINESE.search(chinese), place
    assert english, place
    assert not CHINESE.search(english), place
    assert english.endswith("."), place


def test_the_language_may_stand_before_or_behind_the_command(run: Run) -> None:
    before, behind = run("--lang", "zh", "forms"), run("forms", "--lang=zh")
    assert before == behind
    assert "项目绩效目标表" in before.out
    assert run("--lang", "zh", "forms", "--lang", "en") == run("forms")


@pytest.mark.parametrize(("locale", "word"), [("zh_CN.UTF-8", "用法"), ("zh_CN.GBK", "用法"), ("C", "Usage"), ("", "")])
def test_without_it_the_terminal_follows_the_users_locale(
    run: Run, monkeypatch: pytest.MonkeyPatch, locale: str, word: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert run("--help").out.startswith(word)


def test_without_a_command_the_help_is_shown_and_nothing_was_done(run: Run) -> None:
    done = run()
    assert (done.status, done.out) == (2, "")
    assert "check" in done.err


def test_the_version_is_shown(run: Run) -> None:
    assert run("--version").out.startswith("jixiao 0.")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["chekc"], "没有命令“chekc”，是不是要用 check？", "did you mean check?"),
        (["xyz"], "没有命令“xyz”，可用：demo、forms", "use one of demo, forms"),
        (["check"], "缺少 文件或文件夹…", "Missing argument"),
        (["generate", "form13"], "缺少 --output", "Missing option"),
        (["check", "--jason", "x"], "没有选项 --jason", "No such option"),
        (
            ["check", "x", "--format", "pdf"],
            "--format 的值不对，可用：csv、github、html、json、junit、sarif、text、xlsx",
            "'pdf' is not one of",
        ),
        (["check", "x", "--format"], "选项 --format 后面要写一个值", "'--format' requires an argument"),
        (["check", "x", "--force=1"], "选项 --force 不能带值", "'--force' does not take a value"),
        (["generate", "form13", "--year", "1", "-o", "x"], "应为 2000 到 2099 之间的整数", "2000"),
        (["read", "x", "--jobs", "0"], "--jobs 的值不对，应为整数，至少 1", "--jobs"),
        (["forms", "form 13", "x"], "多了参数：x。名称中有空格的文件要加双引号", "in double quotes"),
        (["--lang", "fr", "forms"], "--lang 的值不对，可用：zh、en", "'fr' is not one of"),
    ],
)
def test_a_slip_is_named_and_the_way_to_the_help_shown(run: Run, arguments: list[str], zh: str, en: str) -> None:
    for lang, sentence, see in (("zh", zh, "用法见：jixiao"), ("en", en, "See: jixiao")):
        chosen = arguments if arguments[0] == "--lang" else [*arguments[:1], "--lang", lang, *arguments[1:]]
        if arguments[0] == "--lang" and lang == "zh":
            continue  # the terminal's own language is English here
        done = run(*chosen)
        assert (done.status, done.out) == (2, "")
        assert sentence in done.err
        assert see in done.err or "--fo" in sentence  # click does not say where these belong


def test_a_file_without_a_command_before_it_gets_advice(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path, "--lang", "zh")
    assert done.status == 2
    assert f"jixiao check {tmp_path}" in done.err
