"""The values of all forms of a folder with pandas: `python read_all.py FOLDER ENGINE`."""

import sys
import warnings
from pathlib import Path
from typing import Literal

import pandas

#: The engines that are compared.
ENGINES: dict[str, Literal["calamine", "openpyxl"]] = {"calamine": "calamine", "openpyxl": "openpyxl"}
warnings.simplefilter("ignore")
count = 0
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    try:
        frame = pandas.read_excel(path, header=None, engine=ENGINES[sys.argv[2]])
    except Exception as error:  # noqa: BLE001 - a script of this kind goes on
        print(path, error)
        continue
    count += frame.size
print(count, "cells")
