"""Worker processes start as the program itself, whatever lies around."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.programs import start
from toolkit.excel import Limits
from toolkit.worker_process import ARGUMENT, Worker, start_worker


# The fork server is asked through a socket: tests/engine/test_worker_supply.py.
@pytest.mark.parametrize("worker", [one for one in Worker if one is not Worker.FORK_SERVER])
def test_a_worker_imports_this_package_where_the_present_folder_has_another(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "toolkit").mkdir()
    (tmp_path / "toolkit" / "__init__.py").write_text("raise SystemExit('another toolkit')")
    monkeypatch.chdir(tmp_path)
    arguments = {Worker.LIMITED_READER: [str(Limits().worker_memory)], Worker.BATCHES: []}[worker]
    process = start_worker(worker, *arguments)
    if worker is Worker.LIMITED_READER:
        assert process.communicate(b'{"size": 4, "password": null, "cells": 9, "extent": 9}\njunk')[0]
        assert process.returncode == 0
    else:  # it waits for what it is asked, and ends quietly where it is not
        assert process.poll() is None
        process.communicate()
        assert process.returncode == 0


def test_no_page_of_help_shows_the_argument_of_workers() -> None:
    shown = start("--help")
    assert shown.status == 0
    assert ARGUMENT not in shown.out + shown.err
