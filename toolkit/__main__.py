"""`python -m toolkit` is `jixiao`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a GBK console shows what it can and never raises
            reconfigure(errors="replace")
    from toolkit.cli.app import cli

    cli()


if __name__ == "__main__":
    main()
