"""Definitions of forms, their layouts, kinds of cells, and the stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "BLOCKS",
    "CODE_LABEL",
    "LISTS",
    "PAYMENT_PLAN",
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
    "decode_short",
    "decode_stamp",
    "encode_stamp",
    "find_definitions",
    "load_definitions",
    "load_form",
    "load_framework",
    "panel_column",
    "panel_results",
    "read_definition",
    "self_check",
    "shipped",
    "short_code",
    "stamp_cell",
    "verify_stamp",
]

if TYPE_CHECKING:
    from toolkit.forms.definition import CheckSettings, Definition, FormDefinition, SummaryDefinition
    from toolkit.forms.definition_files import shipped
    from toolkit.forms.field_names import PAYMENT_PLAN
    from toolkit.forms.kinds import Amount, CellValue
    from toolkit.forms.layout import Layout, Role, compile_layout
    from toolkit.forms.loader import find_definitions, load_definitions, load_form, load_framework, read_definition
    from toolkit.forms.selfcheck import CODE_LABEL, READY, panel_column, panel_results, self_check, stamp_cell
    from toolkit.forms.stamp import LISTS, Stamp, decode_short, decode_stamp, encode_stamp, short_code, verify_stamp
    from toolkit.forms.table_definition import BLOCKS, VALUE_OF, TableColumn
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "definition": "CheckSettings Definition FormDefinition SummaryDefinition",
            "definition_files": "shipped",
            "field_names": "PAYMENT_PLAN",
            "kinds": "Amount CellValue",
            "layout": "Layout Role compile_layout",
            "loader": "find_definitions load_definitions load_form load_framework read_definition",
            "selfcheck": "CODE_LABEL READY panel_column panel_results self_check stamp_cell",
            "stamp": "LISTS Stamp decode_short decode_stamp encode_stamp short_code verify_stamp",
            "table_definition": "BLOCKS TableColumn VALUE_OF",
        },
    )
