"""The verdicts of an officer in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.ledger.ledger_rows import VerdictKind

WORDS: Mapping[VerdictKind, str] = {
    VerdictKind.ACCEPT: "通过",
    VerdictKind.RETURN: "退回",
    VerdictKind.WAIVE: "放行",
    VerdictKind.ADMIT: "纳入",
    VerdictKind.CANCEL: "取消",
    VerdictKind.NIL: "无需填报",
    VerdictKind.REOPEN: "重开",
    VerdictKind.ASSIGN: "指定单位",
}
