"""Definitions of forms, their layouts, kinds of cells, and the stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "BLOCKS",
    "VALUE_OF",
    "Amount",
    "CellValue",
    "CheckSettings",
    "Definition",
    "FormDefinition",
    "Layout",
    "Stamp",
    "SummaryDefinition",
    "TableColumn",
    "compile_layout",
    "load_definitions",
    "load_form",
    "load_framework",
    "panel_column",
    "read_definition",
    "self_check",
    "shipped",
]

if TYPE_CHECKING:
    from toolkit.forms.definition import CheckSettings, Definition, FormDefinition, SummaryDefinition
    from toolkit.forms.kinds import Amount, CellValue
    from toolkit.forms.layout import Layout, compile_layout
    from toolkit.forms.loader import load_definitions, load_form, load_framework, read_definition, shipped
    from toolkit.forms.selfcheck import panel_column, self_check
    from toolkit.forms.stamp import Stamp
    from toolkit.forms.table_definition import BLOCKS, VALUE_OF, TableColumn
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "definition": "CheckSettings Definition FormDefinition SummaryDefinition",
            "kinds": "Amount CellValue",
            "layout": "Layout compile_layout",
            "loader": "load_definitions load_form load_framework read_definition shipped",
            "selfcheck": "panel_column self_check",
            "stamp": "Stamp",
            "table_definition": "BLOCKS TableColumn VALUE_OF",
        },
    )
