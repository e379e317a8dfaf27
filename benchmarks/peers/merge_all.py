"""The usual script that puts all forms of a folder into one table: `python merge_all.py FOLDER OUT.xlsx`."""

import sys
import warnings
from pathlib import Path

import pandas

warnings.simplefilter("ignore")
frames = []
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    try:
        frame = pandas.read_excel(path, header=None)
    except Exception as error:  # noqa: BLE001 - a script of this kind goes on
        print(path, error)
        continue
    frame.insert(0, "file", str(path))
    frames.append(frame)
pandas.concat(frames).to_excel(sys.argv[2], index=False)
