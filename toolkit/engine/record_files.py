"""Record files: the JSON that `read --json` prints, or that a person keeps from last year."""

from __future__ import annotations

import json
from pathlib import Path

from toolkit.engine.input_paths import read_file
from toolkit.errors import InputError
from toolkit.excel.limits import Refused
from toolkit.model.records import Record
from toolkit.model.serial import SerialError, departments_from, projects_from


def load_records(path: Path) -> tuple[Record, ...]:
    """The projects of a JSON file, then the departments' targets.

    Raises:
        InputError: with the place of the fault.
        FileError: it cannot be opened.
    """
    try:
        data = read_file(path)
    except Refused as error:
        raise InputError(f"{path}：{error.limit.zh}", f"{path}: {error.limit.en}") from error
    try:
        document = json.loads(data.decode("utf-8-sig"))
        targets = departments_from(document)
        return *(() if targets and "projects" not in document else projects_from(document)), *targets
    except UnicodeDecodeError as error:
        raise InputError(f"{path}：应为 UTF-8 编码的 JSON", f"{path}: JSON in UTF-8 is expected") from error
    except json.JSONDecodeError as error:
        zh = f"{path}：第 {error.lineno} 行不是有效的 JSON，请检查引号、逗号、括号"
        raise InputError(zh, f"{path}: line {error.lineno} is not valid JSON: {error.msg}") from error
    except SerialError as error:
        raise InputError(f"{path}：{error.message('zh')}", f"{path}: {error.message('en')}") from error
