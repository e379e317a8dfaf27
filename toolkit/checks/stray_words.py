"""The words for content outside the cells to fill: advice and doubts."""

from __future__ import annotations

from toolkit.model.evidence import Observation
from toolkit.model.finding import Bilingual

#: A signature has no cell to fill: moved into one, it would be taken for what belongs there.
ADVICE = {
    "footer": Bilingual("汇总时不读，可留可删", "it is not read; keep it or delete it"),
    "signature": Bilingual("请删去，签名写在打印出来的表下方", "delete it and sign below the printed form"),
    "format": Bilingual(
        "看到的数和存下的数不同，请先把单元格格式改回“常规”，再填正确的数字，只填数字",
        "the number shown is not the number stored; set the cell's format to General and type the right one in digits",
    ),
    "level": Bilingual(
        "请在这一行所属类别的首行恢复二级指标名称",
        "restore the name of its category (二级指标) in the first row of that category",
    ),
}
NOTE = Bilingual(
    "请删去；如是表上某一栏的内容，先填进那一栏的填写格",
    "delete it; if it belongs in a cell to fill, enter it there first",
)

UNREAD = Bilingual("（栏目名称不在或被改，未读入）", " (its label is missing or was changed; not read)")
LEVEL_DOUBT = Bilingual(
    "（上方的类别名称不在，类别留空）", " (the label of its category is missing; the category is left empty)"
)


def choose_one(cell: str) -> Bilingual:
    """Returns advice for content that can be read in several ways."""
    place = f" {cell}" if cell else ""
    return Bilingual(
        f"请只把正确的一个填入应填的单元格{place}，其余删去",
        f"enter the right one in the cell to fill{place} and delete the rest",
    )


def of_two_units(seen: Observation) -> tuple[Bilingual, Bilingual]:
    """Returns doubt and advice for a unit that does not fit its value."""
    found, unit = str(seen.facts.get("found", "")), str(seen.facts.get("unit", ""))
    doubt = Bilingual(
        f"（单位“{unit}”与“{found}”不符，没有读）", f" (the unit “{unit}” does not fit “{found}” and was not read)"
    )
    return doubt, Bilingual("请只留对的单位，数值和单位分开填写", "keep the right unit only, number and unit apart")


def of_no_kind(seen: Observation) -> tuple[Bilingual, Bilingual]:
    """Returns doubt and advice for a cell that holds nothing of its column's kind."""
    name, found = str(seen.facts.get("field", "")), str(seen.facts.get("found", ""))
    doubt = Bilingual(f"（“{found}”不能作为“{name}”，已留空）", f" (“{found}” is no {name}; left empty)")
    return doubt, Bilingual(f"请按“{name}”的填法重新填写", f"fill in the {name} again in its proper form")


def restore_label(seen: Observation) -> Bilingual:
    """Returns advice for a cell whose label is missing."""
    name = str(seen.facts.get("field", ""))
    return Bilingual(
        f"请先按下发的表恢复“{name}”的栏目名称，再核对这一格的内容",
        f"restore the label of {name} as the form was issued, then check this cell",
    )
