"""Settings of the command line in files: the folder's `jixiao.toml`, the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from toolkit.cli.standard_streams import DASH
from toolkit.errors import FileError, InputError, system_reason
from toolkit.files import config_folder

NAME = "jixiao.toml"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A file of settings.

    Attributes:
        path: where it lies.
        values: by command and option (`fail-on`), the value; options for all commands stand under the empty name.
    """

    path: Path
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


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
    common = {key: value for key, value in content.items() if not isinstance(value, dict)}
    commands = {key: value for key, value in content.items() if isinstance(value, dict)}
    return SettingsFile(path, {"": common, **commands})


def defaults(group: click.Group, files: Iterator[SettingsFile]) -> dict[str, Any]:
    """Returns the defaults of all commands as click takes them, by command and parameter.

    Relative paths are those of the file's folder.

    Raises:
        InputError: a file names a command or an option that does not exist; the nearest one is named.
    """
    chosen: dict[str, Any] = {}
    for file in reversed([*files]):  # the strongest last
        for command, key, value in _settings(group, file):
            parameter = parameters(command)[key]
            name = command.name or ""
            place = chosen if command is group else chosen.setdefault(name, {})
            place[parameter.name] = _located(parameter, value, file.path.parent)
    return chosen


def _settings(group: click.Group, file: SettingsFile) -> Iterator[tuple[click.Command, str, Any]]:
    """Yields each command with option and value; raises InputError for what does not exist."""
    context = click.Context(group)
    commands = {name: command for name in group.list_commands(context) if (command := group.get_command(context, name))}
    for name, values in file.values.items():
        if name and name not in commands:
            raise _unknown(file.path, f"[{name}]", name, commands)
        wanted = [commands[name]] if name else [group, *commands.values()]
        for key, value in values.items():
            having = [command for command in wanted if key in parameters(command)]
            if not having:
                keys = {one for command in wanted for one in parameters(command)}
                raise _unknown(file.path, f"[{name}] {key}" if name else key, key, keys)
            yield from ((command, key, value) for command in having)


def parameters(command: click.Command) -> dict[str, click.Option]:
    """Returns the options of a command by their names without dashes."""
    options = (one for one in command.params if isinstance(one, click.Option))
    return {max(one.opts, key=len).lstrip("-"): one for one in options if not one.is_eager}


def _located(parameter: click.Option, value: Any, folder: Path) -> Any:
    if isinstance(value, list):
        return [_located(parameter, one, folder) for one in value]
    is_path = isinstance(parameter.type, click.Path) and isinstance(value, str) and value != DASH
    return str(folder / value) if is_path else value


def _unknown(path: Path, place: str, word: str, names: Mapping[str, Any] | set[str]) -> InputError:
    near = get_close_matches(word, names, 1, 0.5)
    zh = f"，是不是“{near[0]}”？" if near else f"，可用：{'、'.join(sorted(names))}"
    en = f"; did you mean “{near[0]}”?" if near else f"; use one of {', '.join(sorted(names))}"
    return InputError(f"{path}：{place} 不认识{zh}", f"{path}: {place} is unknown{en}")
