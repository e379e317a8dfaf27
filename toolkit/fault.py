"""What is kept of a fault of the program itself, for the maintainers."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from pathlib import Path

DEBUG = "JIXIAO_DEBUG"


def fault_report(trace: str) -> Path | None:
    """Writes a traceback to a file of its own; None where it cannot be written, or JIXIAO_DEBUG shows it instead."""
    if os.environ.get(DEBUG):
        print(trace, file=sys.stderr)
        return None
    name = f"jixiao-fault-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    text = f"Python {sys.version}\n{platform.platform()}\n\n{trace}"
    try:
        report = Path(tempfile.gettempdir()) / name
        report.write_text(text, encoding="utf-8", errors="replace")
    except OSError:  # the temporary folder is full, or there is none
        return None
    return report


def send_it(report: Path | None) -> tuple[str, str]:
    """What a person does with a fault, in Chinese and English."""
    if report is not None:
        return f"请把故障报告 {report} 发给维护人员", f"Send the report {report} to the maintainers"
    return (
        f"请设置环境变量 {DEBUG}=1 再运行一次，把显示的内容发给维护人员",
        f"Run it again with {DEBUG}=1 and send what it shows to the maintainers",
    )
