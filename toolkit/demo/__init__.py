"""The whole round on the samples that ship, a folder a department: issue, fill, return, check, merge, back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from toolkit.demo import costfirst, dongkeng, shequ, yuangang
from toolkit.demo.folder import Desk, Lang, prepare
from toolkit.demo.steps import PASSWORD
from toolkit.errors import FileError

#: Each department's round, by the name of its folder.
ROUNDS: Mapping[str, Callable[[Desk], Iterator[str]]] = {
    "东坑镇": dongkeng.go_round,
    "社区（资金支出计划表）": shequ.go_round,
    "元岗街道": yuangang.go_round,
    "成本优先（示例）": costfirst.go_round,
}


def run(out: Path, *, lang: Lang, force: bool, templates: Path | None = None) -> Iterator[str]:
    """Go every department's round, telling after each step what was made and where it lies. Raises FileError."""
    if out.exists() and not force and any(out.iterdir()):
        raise FileError(f"文件夹不是空的，加 --force 可覆盖：{out}", f"{out} is not empty; --force overwrites")
    for name in ROUNDS:
        prepare(out / name)
    for name, go_round in ROUNDS.items():
        yield name
        yield from (f"  {line}" for line in go_round(Desk(out / name, lang, templates)))
    yield f"工作表保护密码：{PASSWORD}" if lang == "zh" else f"Password of the sheets: {PASSWORD}"
