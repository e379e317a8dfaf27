"""Settings of the command line: the environment, the folder's `jixiao.toml`, the user's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from toolkit.cli.standard_streams import DASH
from toolkit.errors import FileError, InputError, system_reason
from toolkit.files import config_folder

NAME = "jixiao.toml"
#: Every option has a variable: JIXIAO_JOBS for all commands, JIXIAO_CHECK_JOBS for one.
PREFIX = "JIXIAO"
#: Variables that click reads by itself; they ask for no walk over the commands.
_OPTIONS_OWN = frozenset({"KEY", "LANG", "LEDGER", "OPEN_PASSWORD", "PASSWORD", "TEMPLATES"})
#: Between the values of an option that is given several times.
_BETWEEN = re.compile(r"[,\s]+")

#: A command by the words that lead to it; empty for `jixiao` itself.
CommandPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A file of settings.

    Attributes:
        path: where it lies.
        values: by option (`fail-on`) its value for all commands; by command a table of the same kind.
    """

    path: Path
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """The value of an option of a command, and where it was set.

    Attributes:
        command: the command.
        option: the option.
        value: as click takes it.
        source: path of the file, or `$VARIABLE`.
    """

    command: CommandPath
    option: click.Option
    value: Any
    source: str

    @property
    def key(self) -> str:
        """Returns the name of the option without dashes."""
        return option_key(self.option)


def settings_files(folder: Path) -> Iterator[SettingsFile]:
    """Yields the files in force, the strongest first.

    That of the folder or of the next above it comes before the user's own.

    Raises:
        FileError: a file cannot be opened.
        InputError: a file is no TOML.
    """
    project = next((path for place in (folder, *folder.parents) if (path := place / NAME).is_file()), None)
    own = config_folder()
    for found in (project, own / NAME if own else None):
        if found is not None and found.is_file():
            yield _read(found)


def _read(path: Path) -> SettingsFile:
    import tomllib  # few have such a file

    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"设置文件打不开：{path}。{why.zh}", f"{path} cannot be opened: {why.en}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}：不是有效的 TOML（{error}）", f"{path}: this is not valid TOML ({error})") from error
    return SettingsFile(path, content)


def settings_in_force(group: click.Group, files: Iterable[SettingsFile]) -> list[Setting]:
    """Returns all settings, the weakest first and the environment last.

    Args:
        group: `jixiao`.
        files: the strongest first.

    Raises:
        InputError: a file names a command or an option that does not exist; the nearest one is named.
    """
    found = [one for file in reversed([*files]) for one in _of_file(file, group, file.values, ())]
    return [*found, *_of_environment(group)]


def defaults(settings: Iterable[Setting], without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Returns the defaults of all commands as click takes them, by command and parameter.

    Args:
        settings: the weakest first.
        without: options that the command line settles.
    """
    chosen: dict[str, Any] = {}
    for one in settings:
        if one.key in without:
            continue
        place = chosen
        for name in one.command:
            place = place.setdefault(name, {})
        place[one.option.name or ""] = one.value
    return chosen


def commands_below(group: click.Group, at: CommandPath = ()) -> Iterator[tuple[CommandPath, click.Command]]:
    """Yields every command with its path, a group before its commands."""
    yield at, group
    for name, command in _children(group).items():
        if isinstance(command, click.Group):
            yield from commands_below(command, (*at, name))
        else:
            yield (*at, name), command


def option_key(option: click.Option) -> str:
    """Returns the name of an option without dashes."""
    return max(option.opts, key=len).lstrip("-")


def parameters(command: click.Command) -> dict[str, click.Option]:
    """Returns the options of a command by their names without dashes."""
    options = (one for one in command.params if isinstance(one, click.Option))
    return {option_key(one): one for one in options if not one.is_eager}


def variable_of(command: CommandPath, key: str) -> str:
    """Returns the name of the variable for an option of a command."""
    return "_".join((PREFIX, *command, key)).upper().replace("-", "_")


def _children(group: click.Group) -> dict[str, click.Command]:
    context = click.Context(group)
    named = ((name, group.get_command(context, name)) for name in group.list_commands(context))
    return {name: command for name, command in named if command is not None}


def _of_file(
    file: SettingsFile, command: click.Command, values: Mapping[str, Any], at: CommandPath
) -> Iterator[Setting]:
    """Yields the settings of a table, then of the tables in it.

    Raises InputError for what does not exist.
    """
    place = f"[{'.'.join(at)}] " if at else ""
    scope = [*commands_below(command, at)] if isinstance(command, click.Group) else [(at, command)]
    for key, value in values.items():
        if isinstance(value, dict):
            continue
        having = [(path, found) for path, one in scope if (found := parameters(one).get(key)) is not None]
        if not having:
            keys = {each for _, one in scope for each in parameters(one)}
            raise _unknown(file.path, f"{place}{key}", key, keys)
        for path, option in having:
            yield Setting(path, option, _located(option, value, file.path.parent), str(file.path))
    children = _children(command) if isinstance(command, click.Group) else {}
    for key, value in values.items():
        if isinstance(value, dict):
            if key not in children:
                raise _unknown(file.path, f"[{'.'.join((*at, key))}]", key, children)
            yield from _of_file(file, children[key], value, (*at, key))


def _of_environment(group: click.Group) -> Iterator[Setting]:
    """Yields what variables say; that of a single command is stronger."""
    ours = {name for name in os.environ if name.startswith(f"{PREFIX}_") and os.environ[name]}
    if not ours - {f"{PREFIX}_{name}" for name in _OPTIONS_OWN}:
        return
    for path, command in commands_below(group):
        for key, option in parameters(command).items():
            for name in dict.fromkeys((variable_of((), key), variable_of(path, key))):
                if name in ours:
                    text = os.environ[name]
                    value = [word for word in _BETWEEN.split(text) if word] if option.multiple else text
                    yield Setting(path, option, value, f"${name}")


def _located(option: click.Option, value: Any, folder: Path) -> Any:
    if isinstance(value, list):
        return [_located(option, one, folder) for one in value]
    is_path = isinstance(option.type, click.Path) and isinstance(value, str) and value != DASH
    return str(folder / value) if is_path else value


def _unknown(path: Path, place: str, word: str, names: Iterable[str]) -> InputError:
    near = get_close_matches(word, names, 1, 0.5)
    zh = f"，是不是“{near[0]}”？" if near else f"，可用：{'、'.join(sorted(names))}"
    en = f"; did you mean “{near[0]}”?" if near else f"; use one of {', '.join(sorted(names))}"
    return InputError(f"{path}：{place} 不认识{zh}", f"{path}: {place} is unknown{en}")
