"""The rules with their pages, severities and thresholds.

Changes hold for all rounds of the folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ruamel.yaml import YAML
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit.checks.finding_text import Lang
from toolkit.checks.registry import Rule, rules
from toolkit.checks.settings import DEFAULT, OFF, Settings, load_settings
from toolkit.desk.activities import Ended
from toolkit.desk.desk_setup import SETTINGS, DeskSetup
from toolkit.desk.page_writer import language_of, page
from toolkit.desk.upload_bodies import small_form
from toolkit.desk.work_screen import begin
from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError
from toolkit.files import replacing
from toolkit.forms.definition import CheckSettings
from toolkit.model.finding import Bilingual
from toolkit.reports.wording import title

_PARTS: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("查什么：", "为什么：", "例子：", "怎么改："),
    "en": ("What it finds:", "Why it matters:", "Example:", "How to fix it:"),
}
_SEVERITIES = ("error", "warning", "info", OFF)
_WORDS = {
    "error": Bilingual("错误", "error"),
    "warning": Bilingual("警告", "warning"),
    "info": Bilingual("提示", "info"),
    OFF: Bilingual("不查", "off"),
}
#: The thresholds of rules as people read them.
OPTIONS = {
    "least": Bilingual("最低", "at least"),
    "most": Bilingual("最多", "at most"),
    "low": Bilingual("下限", "from"),
    "high": Bilingual("上限", "to"),
    "last": Bilingual("最远年数", "years ahead"),
    "summary": Bilingual("汇总表也查（1 查，0 不查）", "in summaries too (1 yes, 0 no)"),
}
_FAMILIES = {
    "file": Bilingual("文件", "Files"),
    "structure": Bilingual("表的结构", "Structure"),
    "header": Bilingual("表头", "Head of the form"),
    "goals": Bilingual("绩效目标", "Goals"),
    "indicators": Bilingual("绩效指标", "Indicators"),
    "values": Bilingual("指标值", "Values"),
    "cost": Bilingual("成本指标", "Cost"),
    "satisfaction": Bilingual("满意度", "Satisfaction"),
    "across": Bilingual("各表之间", "Between forms"),
}


class RulesScreen:
    """The list of rules and a page for each.

    Args:
        setup: the folder whose settings are shown and changed.
    """

    def __init__(self, setup: DeskSetup) -> None:
        self._setup = setup

    @property
    def routes(self) -> list[Route]:
        """The addresses of the pages."""
        return [
            Route("/rules", self.show),
            Route("/rules/{code}", self.rule, methods=["GET"]),
            Route("/rules/{code}", self.change, methods=["POST"]),
        ]

    def _settings(self) -> Settings:
        path = self._setup.settings
        return DEFAULT if path is None else load_settings(path, self._setup.templates)

    def show(self, request: Request) -> Response:
        """Shows all rules by family."""
        lang, settings = language_of(request), self._settings()
        groups = [
            (words, [self._row(one, settings, lang) for one in rules().values() if one.family == family])
            for family, words in _FAMILIES.items()
        ]
        facts = {
            "place": "rules",
            "groups": groups,
            "words": _WORDS,
            "options": OPTIONS,
            "file": str(self._setup.root / SETTINGS),
        }
        return page(request, "rules.html", facts)

    def _row(self, rule: Rule, settings: Settings, lang: Lang) -> dict[str, object]:
        terms = settings.terms(rule)
        return {
            "code": rule.code,
            "title": _title(rule, lang),
            "severity": terms.severity.value if terms.enabled else OFF,
            "options": dict(terms.options),
            "changed": rule.code in settings.checks,
        }

    def rule(self, request: Request) -> Response:
        """Shows the page of one rule, with its settings."""
        rule, lang = _rule(request), language_of(request)
        settings = self._settings()
        facts = {
            "place": "rules",
            "rule": rule,
            "row": self._row(rule, settings, lang),
            "parts": list(_paragraphs(rule, lang)),
            "severities": _SEVERITIES,
            "words": _WORDS,
            "options": OPTIONS,
            "usual": rule.severity.value if rule.enabled else OFF,
        }
        return page(request, "rule.html", facts)

    async def change(self, request: Request) -> Response:
        """Writes a rule's severity and thresholds into the folder's settings."""
        rule, fields = _rule(request), await small_form(request)
        home = f"/rules/{rule.code}"

        def work(progress: Progress) -> Ended:
            checks = dict(self._settings().checks)
            written = _written(rule, fields)
            if written == CheckSettings():
                checks.pop(rule.code, None)
            else:
                checks[rule.code] = written
            _save(self._setup.root / SETTINGS, checks)
            return Ended(home, Bilingual("已保存，下次收表时按新的查", "Saved; it holds from the next return on"))

        return await begin(request, Bilingual("保存规则设置", "Saving the settings"), home, work)


def _rule(request: Request) -> Rule:
    rule = rules().get(request.path_params["code"])
    if rule is None:
        raise HTTPException(404)
    return rule


def _title(rule: Rule, lang: Lang) -> str:
    return title(rule.code, "zh") if lang == "zh" else rule.page.partition("\n")[0].rstrip(".")


def _paragraphs(rule: Rule, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yields the parts of a rule's page: heading and text."""
    joint = "" if lang == "zh" else " "
    for text in rule.page.split("\n\n"):
        for heading in _PARTS[lang]:
            if text.startswith(heading):
                lines = text.removeprefix(heading).strip().splitlines()
                paragraph = joint.join(line.strip() for line in lines)
                yield heading.rstrip("：:"), paragraph[:1].upper() + paragraph[1:]


def _written(rule: Rule, fields: Mapping[str, str]) -> CheckSettings:
    """Returns what differs from the rule's own settings. Raises InputError."""
    severity = fields.get("severity", "")
    if severity not in _SEVERITIES:
        raise InputError(f"没有“{severity}”这个级别", f"“{severity}” is no severity")
    usual = rule.severity.value if rule.enabled else OFF
    options = {
        name: value
        for name in rule.options
        if (value := fields.get(f"option-{name}", "")) and value != rule.options[name]
    }
    return CheckSettings(severity if severity != usual else None, options)  # type: ignore[arg-type]  # one of the four


def _save(path: Path, checks: Mapping[str, CheckSettings]) -> None:
    """Writes the settings once they are proven. Raises TemplateError where a threshold cannot be."""
    document = {
        "checks": {
            code: {
                **({"severity": one.severity} if one.severity else {}),
                **({"options": dict(one.options)} if one.options else {}),
            }
            for code, one in sorted(checks.items())
        }
    }
    proof = path.with_name(f".{path.name}")
    try:
        with replacing(proof, force=True) as out:
            YAML(typ="safe").dump(document, out)
        load_settings(proof)
        proof.replace(path)
    finally:
        proof.unlink(missing_ok=True)
