"""The input of `read`, `check`, `merge` and `split`: workbooks and record files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from toolkit.api.given_files import as_path
from toolkit.checks.roster_comparison import Roster
from toolkit.checks.settings import DEFAULT, Settings, definition_faults, load_settings
from toolkit.engine.department_key import find_key
from toolkit.engine.engine import Running
from toolkit.engine.input_paths import read_file
from toolkit.engine.job import Keep
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import READING, Progress, read_batch, read_files
from toolkit.errors import InputError
from toolkit.excel.limits import DEFAULT as LIMITS
from toolkit.excel.limits import Limits, Refused
from toolkit.forms.loader import load_definitions
from toolkit.intake.read_file import ReadOptions
from toolkit.model.records import Record
from toolkit.model.schema import MoneyKey
from toolkit.model.serial import SerialError, departments_from, projects_from

if TYPE_CHECKING:
    from toolkit.merging.versions import Decided


class GivenOptions(NamedTuple):
    """The options of reading as a caller writes them; attributes as those of `BatchSetup`."""

    templates: Path | str | None
    key: Path | str | None
    settings: Path | str | None
    open_password: str | None
    limits: Limits


def given_passwords(password: str | None) -> tuple[str, ...]:
    """Returns the password that a caller gave, if any, as what is tried."""
    return () if password is None else (password,)


@dataclass(frozen=True, slots=True)
class BatchSetup:
    """The keywords that `read`, `check`, `merge` and `split` share.

    Attributes:
        templates: the user's own folder of definitions; None for the shipped ones only.
        key: the department's key file; None for JIXIAO_KEY or the user's own key.
        settings: a file of severities and thresholds; None for the defaults.
        passwords: tried on encrypted workbooks.
        limits: sizes from which on a file is refused.
        progress: is called with the number of files that are done, and of all files.
        running: in how many processes, on which cluster, with or without cache.
    """

    templates: Path | None = None
    key: Path | None = None
    settings: Path | None = None
    passwords: tuple[str, ...] = ()
    limits: Limits = LIMITS
    progress: Progress | None = None
    running: Running | None = None

    @classmethod
    def of(
        cls, given: GivenOptions, progress: Progress | None, running: Running | None, jobs: int | None
    ) -> BatchSetup:
        """Returns the setup of a call; paths may be texts there."""
        if jobs is not None:
            running = replace(running or Running(), jobs=jobs)
        templates, key, settings = map(as_path, given[:3])
        return cls(templates, key, settings, given_passwords(given.open_password), given.limits, progress, running)

    def read(self, paths: Sequence[Path], shown: Mapping[str, str] | None = None) -> Outcome:
        """Returns the records, with the findings on files and their structure.

        Args:
            paths: files, folders and archives.
            shown: by path, the name that records and findings say, where it is another one.

        Raises:
            FileError: a path does not exist or cannot be opened.
            TemplateError: a definition or the settings are wrong.
        """
        options, settings = self._options(), settings_of(self.settings, self.templates)
        return read_batch(
            paths, options, settings, families=READING, progress=self.progress, running=self.running, shown=shown
        )

    def check(
        self,
        paths: Sequence[Path],
        roster: Path | Roster | None = None,
        prefer: Sequence[Path] = (),
        shown: Mapping[str, str] | None = None,
        funding: MoneyKey | None = None,
        keep: Keep | None = None,
        hashes: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[Outcome, Decided]:
        """Returns all records and findings, and which of several returns count.

        Args:
            paths: files, folders and archives.
            roster: what must come back, as a file or as its rows.
            prefer: files that count where a project came in several.
            shown: by path, the name that records and findings say, where it is another one.
            funding: the part of the money that is the whole amount where the roster names none.
            keep: makes what is kept of each file besides.
            hashes: of files whose bytes the caller has just seen, by path.

        Raises:
            FileError: a path does not exist or cannot be opened.
            InputError: the roster cannot be used, or a preferred file was not read.
            TemplateError: a definition or the settings are wrong.
        """
        from toolkit.acceptance.accept import settle

        options, settings = self._options(), settings_of(self.settings, self.templates)
        due = self._due(roster, funding)
        store = read_files(
            paths,
            options,
            settings,
            progress=self.progress,
            running=self.running,
            shown=shown,
            keep=keep,
            hashes=hashes,
        )
        return settle(store, prefer, self.limits, settings, due)

    def _options(self) -> ReadOptions:
        return ReadOptions(self.limits, find_key(self.key), self.passwords)

    def _due(self, roster: Path | Roster | None, funding: MoneyKey | None) -> Roster | None:
        """Returns the rows of a roster, None without one. Raises InputError or FileError."""
        from toolkit.acceptance.accept import expected_returns

        if roster is None or isinstance(roster, Roster):
            return roster
        return expected_returns(roster, load_definitions(self.templates, definition_faults).values(), funding)


def settings_of(path: Path | None, templates: Path | None) -> Settings:
    """Returns the settings in force. Raises TemplateError where the file is wrong.

    Args:
        path: the user's file of settings; None for the defaults.
        templates: the user's own folder of definitions.
    """
    if path is not None:
        return load_settings(path, templates)
    return Settings(templates=templates) if templates else DEFAULT


def refuse_funding_alone(funding: MoneyKey | None, roster: Path | str | None) -> None:
    """Raises InputError where the source of the money is stated without a roster."""
    if funding is not None and roster is None:
        raise InputError(
            "--funding 说的是名册上各项目的资金来源，请同时给出名册（--roster）",
            "--funding is about the projects of a roster; give --roster too",
        )


def load_records(path: Path | tuple[str, bytes]) -> tuple[Record, ...]:
    """Returns the projects of a JSON file, then the departments' targets.

    Args:
        path: what `read --json` wrote, or a file of the same shape; or its name and bytes.

    Raises:
        InputError: with the place of the fault.
        FileError: it cannot be opened.
    """
    if isinstance(path, Path):
        try:
            data = read_file(path)
        except Refused as error:
            raise InputError(f"{path}：{error.limit.zh}", f"{path}: {error.limit.en}") from error
        return _records_in(str(path), data)
    return _records_in(*path)


def _records_in(path: str, data: bytes) -> tuple[Record, ...]:
    """Returns the records of a JSON document. Raises InputError."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
        targets = departments_from(document)
        return *(() if targets and "projects" not in document else projects_from(document)), *targets
    except UnicodeDecodeError as error:
        raise InputError(f"{path}：应为 UTF-8 编码的 JSON", f"{path}: it must be JSON in UTF-8") from error
    except json.JSONDecodeError as error:
        zh = f"{path}：第 {error.lineno} 行不是有效的 JSON，请检查引号、逗号、括号"
        raise InputError(zh, f"{path}: line {error.lineno} is not valid JSON: {error.msg}") from error
    except SerialError as error:
        raise InputError(f"{path}：{error.message('zh')}", f"{path}: {error.message('en')}") from error
