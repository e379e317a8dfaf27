"""The results of a round's steps as lines for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.console import one_of
from toolkit.cli.options import FOLDER, Lang, common, keyed, reading
from toolkit.model.money import decimal_text
from toolkit.model.text import counted

if TYPE_CHECKING:
    from toolkit.ledger.derive import ProjectStatus
    from toolkit.ledger.ledger_rows import EventRow
    from toolkit.rounds import Received, ReceivedFile, ReturnChanges, Started
    from toolkit.rounds.close_round import ControlTotals

ROUND_FOLDER = click.argument("folder", metavar="DIR", type=FOLDER)


def in_ledger(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--ledger`, `--templates`, `--key`, as one argument `options`."""

    @wraps(command)
    def gathered(*, ledger: str | None, templates: Any, key: Any, **given: Any) -> Any:
        from toolkit.rounds import RoundOptions

        return command(**given, options=RoundOptions(ledger, templates, key))

    return _ledger(keyed(common(gathered)))


def reading_round(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--ledger` and the options of commands that read workbooks, as `options`."""

    @wraps(command)
    def gathered(*, ledger: str | None, reading: Any, **given: Any) -> Any:
        from toolkit.rounds import RoundOptions

        return command(**given, options=RoundOptions(ledger, **reading))

    return _ledger(reading(gathered, new=True))


def _ledger(command: Callable[..., Any]) -> Callable[..., Any]:
    decorate: Callable[..., Any] = click.option(
        "--ledger",
        metavar="URL",
        envvar="JIXIAO_LEDGER",
        help="台账所在的数据库 postgresql+psycopg://…，默认在文件夹里。 The ledger's database; by default a file.",
    )(command)
    return decorate


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--by` and `--why`."""
    command = click.option("--why", default="", metavar="TEXT", help="原因。 The reason.")(command)
    return click.option("--by", default="", metavar="NAME", help="由谁决定。 Who decides.")(command)


def yuan(amount: Decimal | None, lang: Lang) -> str:
    """Returns an amount in 元 with its unit."""
    return "" if amount is None else f"{decimal_text(amount)} 元"


def started_lines(started: Started, lang: Lang) -> Iterator[str]:
    """Yields the lines about a round that was started."""
    from toolkit.issuing.roster_notes import RosterNotes

    sentence = RosterNotes(
        started.units, started.projects, started.amount or Decimal(0), started.without_amount
    ).sentence
    yield one_of(lang, *sentence)
    yield one_of(lang, f"已下发到 {started.folder / '下发'}", f"Forms are in {started.folder / '下发'}")
    for unit, project in started.dropped:
        yield one_of(
            lang, f"名册上已没有，按取消处理：{unit}“{project}”", f"No longer on the roster: {unit} “{project}”"
        )
    for question in started.questions:
        yield one_of(lang, f"请核对：{question.zh}", f"Please check: {question.en}")
    for name in started.unused:
        yield one_of(lang, f"记录不在名册上，没有用：{name}", f"Not on the roster, unused record: {name}")


def project_line(one: ProjectStatus, lang: Lang) -> str:
    """Returns a line about a project: its name, its state, what was found."""
    errors, warnings = sum(one.errors.values()), sum(one.warnings.values())
    parts = [one_of(lang, *one.words)]
    if errors:
        parts.append(one_of(lang, f"错误 {errors} 处", counted(errors, "error")))
    if warnings:
        parts.append(one_of(lang, f"警告 {warnings} 处", counted(warnings, "warning")))
    if one.unasked:
        parts.append(
            one_of(lang, f"其中未要求的改动 {one.unasked} 处", f"{counted(one.unasked, 'unasked change')} among them")
        )
    if one.undecided:
        parts.append(one_of(lang, "几次报的分不出先后", "several returns, none counts for sure"))
    name = one.project or one_of(lang, "部门整体绩效目标", "department target")
    return f"  {name}  {'，'.join(parts) if lang == 'zh' else ', '.join(parts)}"


def _extra(file: ReceivedFile, lang: Lang) -> str:
    """Returns a file without a project in words, with the reason."""
    if file.role is not None and file.role.value == "attachment":
        return one_of(lang, f"附件 {file.name}", f"attachment {file.name}")
    why = next((one.message(lang) for one in file.findings if one.severity.value == "error"), "")
    return one_of(lang, f"没有读出表 {file.name}", f"no form in {file.name}") + (
        one_of(lang, f"（{why}）", f" ({why})") if why else ""
    )


def received_lines(received: Received, lang: Lang) -> Iterator[str]:
    """Yields the lines about files that were taken in, by unit."""
    new, seen = len(received.new), len(received.files) - len(received.new)
    zh = f"新收 {new} 个文件" + (f"，另 {seen} 个内容重复或以前收过" if seen else "")
    en = f"{counted(new, 'new file')}" + (f", {seen} the same as others or as before" if seen else "")
    yield one_of(lang, zh, en)
    units: dict[str, list[ProjectStatus]] = {}
    for one in received.news:
        units.setdefault(one.unit, []).append(one)
    extras = [one for one in received.new if not one.projects and one.unit]
    for unit in dict.fromkeys((*units, *(one.unit or "" for one in extras))):
        yield unit or one_of(lang, "（未写单位）", "(no unit)")
        yield from (project_line(one, lang) for one in units.get(unit, ()))
        for file in extras:
            if file.unit == unit:
                yield f"  {_extra(file, lang)}"
    for file in received.nobodys:
        yield one_of(
            lang,
            f"不知道是谁的：{_extra(file, lang)}，请用 jixiao round assign 指定给单位",
            f"Whose is it? {_extra(file, lang)}; say so with jixiao round assign",
        )
    for missed in received.not_taken:
        yield one_of(
            lang, f"没有收进：{missed.name}，{missed.reason.zh}", f"Not taken: {missed.name}, {missed.reason.en}"
        )


def _named(unit: str, project: str) -> str:
    """Returns a project with its unit; a department's target is the unit's only one."""
    return f"{unit}“{project}”" if project else unit


def change_lines(changed: ReturnChanges, lang: Lang) -> Iterator[str]:
    """Yields the lines about the changes between two returns."""
    yield f"{_named(changed.unit, changed.project)}  {changed.earlier.name} → {changed.later.name}"
    if not changed.changes:
        yield one_of(lang, "  内容相同", "  they say the same")
    for one in changed.changes:
        mark = one_of(lang, "按意见修改" if one.asked else "未要求", "asked for" if one.asked else "NOT asked for")
        cell = f" {one.cell}" if one.cell else ""
        empty = one_of(lang, "（空）", "(empty)")
        colon = one_of(lang, "：", ": ")
        yield f"  [{mark}] {one.field}{cell}{colon}{one.before or empty} → {one.after or empty}"


def totals_lines(totals: ControlTotals, lang: Lang) -> Iterator[str]:
    """Yields the control totals, one a line."""
    words = {
        "issued": ("下发", "issued"),
        "accepted": ("通过", "accepted"),
        "cancelled": ("取消", "cancelled"),
        "nil": ("无需填报", "nil"),
        "open": ("未了", "owed"),
    }
    for name, (zh, en) in words.items():
        count, amount = getattr(totals, name)
        yield one_of(lang, f"{zh}  {count} 个，{yuan(amount, lang)}", f"{en}  {count}, {yuan(amount, lang)}")


_KINDS = {
    "start": ("开始", "started"),
    "issue": ("补发", "issued more"),
    "receive": ("收表", "received"),
    "check": ("检查", "checked"),
    "decide": ("决定", "decided"),
    "undo": ("撤回", "took back"),
    "letters": ("发意见", "wrote letters"),
    "remind": ("催报", "reminded"),
    "close": ("结束", "closed"),
}


def log_line(entry: EventRow, lang: Lang) -> str:
    """Returns one entry of the log on a line."""
    from toolkit.ledger.ledger_rows import VerdictKind
    from toolkit.rounds.round_board import WORDS

    what = one_of(lang, *_KINDS[entry.kind.value])
    detail: Any = entry.detail
    parts = []
    if "verdict" in detail:
        verdict = VerdictKind(detail["verdict"])
        projects = [_named(unit, project) for unit, project in detail["projects"]]
        named, others = one_of(lang, "、", ", ").join(projects[:3]), len(projects) - 3
        more = one_of(lang, f"等 {len(projects)} 个", f" and {others} more") if others > 0 else ""
        word = one_of(lang, WORDS[verdict], verdict.value)
        about = " ".join(filter(None, (detail.get("code"), named + more, detail.get("file"))))
        if not named and "unit" in detail:
            about = f"{about} → {detail['unit']}"
        parts.append(f"{word} {about}".strip())
    if "new" in detail and "files" in detail:
        parts.append(one_of(lang, f"{detail['new']} 个新文件", counted(detail["new"], "new file")))
    if "rows" in detail:
        parts.append(one_of(lang, f"{detail['rows']} 个项目", counted(detail["rows"], "project")))
    if "units" in detail:
        parts.append(one_of(lang, f"{len(detail['units'])} 个单位", counted(len(detail["units"]), "unit")))
    signed_by = ""
    if entry.who:
        words = one_of(lang, "：", ": ").join(filter(None, (entry.who, entry.why)))
        signed_by = one_of(lang, f"（{words}）", f" ({words})")
    joined = one_of(lang, "，", ", ").join(parts)
    return f"{entry.at:%Y-%m-%d %H:%M:%S}  {what}  {joined}{signed_by}".rstrip()
