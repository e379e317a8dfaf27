"""What the sheets 问题清单, 报送情况 and 对账 of a summary say, for their writer and their reader."""

from __future__ import annotations

#: Rows of a sheet in today's spreadsheet programs; by them the rows of a table are counted through all its sheets.
SHEET_ROWS = 1_048_576
CONTROL_SHEET, RETURNS_SHEET = "对账", "报送情况"
#: Kinds of lines of the list of remarks.
ACCEPTED, RETURNED, SUPERSEDED = "纳入", "退回更正", "被取代"
LEFT_OUT = "未纳入"
#: A line of the sheet of returns about a file of which no project was read, and its state where that is in order.
UNKNOWN, CAME = "（未读出单位）", "已报送"
#: What is counted, and the headings above the sums and above the list of files.
FILES, PROJECTS, TARGETS, AMOUNT = "文件（个）", "项目（个）", "部门整体目标（个）", "总计（元）"
#: What a department's target is called where it names no department, and beside its name.
TARGET = "部门整体绩效目标"
#: What stands in place of a rule's code where something that is not in the summary is a department's target.
TARGET_MARK = "部门"
SUMS, BY_FILE = "合计与明细", "来源文件（项目总计，元）"
#: Files that are listed one by one.
LISTED = 2000
