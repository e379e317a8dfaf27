"""Definitions of forms, their layouts, kinds of cells, and the stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "BLOCKS",
    "CODE_LABEL",
    "READY",
    "VALUE_OF",
    "Amount",
    "CellValue",
    "CheckSettings",
    "Definition",
    "FormDefinition",
    "Layout",
    "Role",
    "Stamp",
    "SummaryDefinition",
    "TableColumn",
    "compile_layout",
    "find_definitions",
    "load_definitions",
    "load_form",
    "load_framework",
    "panel_column",
    "panel_results",
    "read_definition",
    "self_check",
    "shipped",
    "stamp_cell",
]

if TYPE_CHECKING:
    from toolkit.forms.definition import CheckSettings, Definition, FormDefinition, SummaryDefinition
    from toolkit.forms.definition_files import shipped
    from toolkit.forms.kinds import Amount, CellValue
    from toolkit.forms.layout import Layout, Role, compile_layout
    from toolkit.forms.loader import find_definitions, load_definitions, load_form, load_framework, read_definition
    from toolkit.forms.selfcheck import CODE_LABEL, READY, panel_column, panel_results, self_check, stamp_cell
    from toolkit.forms.stamp import Stamp
    from toolkit.forms.table_definition import BLOCKS, VALUE_OF, TableColumn
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "definition_files": "shipped",
            "definition": "CheckSettings Definition FormDefinition SummaryDefinition",
            "kinds": "Amount CellValue",
            "layout": "Layout Role compile_layout",
            "loader": "find_definitions load_definitions load_form load_framework read_definition",
            "selfcheck": "CODE_LABEL READY panel_column panel_results self_check stamp_cell",
            "stamp": "Stamp",
            "table_definition": "BLOCKS TableColumn VALUE_OF",
        },
    )
