"""`python -m toolkit` is `jixiao`."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

_FAILED = 2


def main() -> None:
    """Run the command line; whatever goes wrong inside, a person gets a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a GBK console shows what it can and never raises
            reconfigure(errors="replace")
    try:
        from toolkit.cli.app import cli
        from toolkit.engine.memory import collect_rarely

        collect_rarely()
        cli()
    except KeyboardInterrupt:
        print("已中断。 Interrupted.", file=sys.stderr)
    except Exception:  # noqa: BLE001 - the last guard: an internal fault is told in a sentence
        print(_told(traceback.format_exc()), file=sys.stderr)
    sys.exit(_FAILED)


def _told(trace: str) -> str:
    """What a person reads of a fault of our own: what happened, and what to do."""
    if os.environ.get("JIXIAO_DEBUG"):
        return trace
    import platform
    import tempfile
    import time

    report = Path(tempfile.gettempdir()) / f"jixiao-fault-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    try:
        report.write_text(f"Python {sys.version}\n{platform.platform()}\n\n{trace}", encoding="utf-8")
    except OSError:
        zh, en = (
            "请设置环境变量 JIXIAO_DEBUG=1 再运行一次，把显示的内容",
            "Run it again with JIXIAO_DEBUG=1 and send what it shows",
        )
    else:
        zh, en = f"请把故障报告 {report} ", f"Send the report {report}"
    return (
        f"程序内部出错，这次没有做完；您给的文件没有改动。{zh}发给维护人员。\n"
        f"Internal fault, the work was not finished; your files were not changed. {en} to the maintainers."
    )


if __name__ == "__main__":
    main()
