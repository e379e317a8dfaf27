"""Pages from their templates, in the reader's language; all values are escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from urllib.parse import quote, urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse

from toolkit import __version__
from toolkit.checks.finding_text import Lang
from toolkit.model.finding import Bilingual
from toolkit.model.money import decimal_text
from toolkit.model.project_state import ProjectState

LANGUAGE = "jixiao_lang"
_PACKAGE = "toolkit.desk"


def language_of(request: Request) -> Lang:
    """Returns the language that the reader chose, else Chinese."""
    return "en" if request.cookies.get(LANGUAGE) == "en" else "zh"


def page(request: Request, template: str, facts: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """Returns a page.

    Args:
        request: says the language and the address for switching it.
        template: name of the file in `pages`.
        facts: what the template shows.
        status: of the answer.
    """
    lang = language_of(request)
    here = URL(path=request.url.path, query=request.url.query)
    activity = request.app.state.setup.activities.find(request.query_params.get("note", ""))
    note = _speaker(lang)(activity.ended.message) if activity and activity.ended else None
    under_way = [one for one in request.app.state.setup.activities.open() if not here.path.startswith("/work/")]
    shared: dict[str, object] = {"note": note, "place": "", "under_way": under_way}
    shared |= {"lang": lang, "t": _chooser(lang), "say": _speaker(lang), "here": str(here), "version": __version__}
    return HTMLResponse(environment().get_template(template).render({**shared, **facts}), status)


def _chooser(lang: Lang) -> Callable[[str, str], str]:
    """Returns the function by which templates write both languages side by side."""
    return (lambda zh, en: zh) if lang == "zh" else (lambda zh, en: en)


def _speaker(lang: Lang) -> Callable[[Bilingual], str]:
    return lambda words: words.zh if lang == "zh" else words.en


@cache
def environment() -> Environment:
    """Returns the environment of all templates."""
    found = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters |= {"money": money, "signed": signed, "day": day, "moment": moment, "part": part, "begun": begun}
    found.globals |= {"query": query, "round_path": round_path, "State": ProjectState}
    return found


def load_templates() -> None:
    """Compiles every template, which the first reader of a page would wait for."""
    found = environment()
    for file in (files(_PACKAGE) / "pages").iterdir():
        if file.name.endswith(".html"):
            found.get_template(file.name)


def _source(name: str) -> str | None:
    file = files(_PACKAGE) / "pages" / name
    return file.read_text("utf-8") if file.is_file() else None


def money(amount: Decimal | None) -> str:
    """Returns an amount in 元 with groups of three, empty for None."""
    if amount is None:
        return ""
    yuan, dot, cents = decimal_text(amount).partition(".")
    return f"{int(yuan):,}{dot}{cents}" if yuan.lstrip("-").isdigit() else decimal_text(amount)


def begun(text: str) -> str:
    """Returns a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def signed(amount: Decimal) -> str:
    """Returns a difference in 元 with its sign and groups of three."""
    return f"+{money(amount)}" if amount > 0 else money(amount)


def day(value: date | None) -> str:
    """Returns a date as 2023-11-30, empty for None."""
    return "" if value is None else value.strftime("%Y-%m-%d")


def moment(value: datetime | None) -> str:
    """Returns day and time to the minute, empty for None."""
    return "" if value is None else value.strftime("%Y-%m-%d %H:%M")


def part(text: str) -> str:
    """Returns a name as one part of an address."""
    return quote(text, safe="")


def query(**values: object) -> str:
    """Returns the end of an address; what is empty is left out."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"?{urlencode(given)}" if given else ""


def round_path(name: str, *below: str) -> str:
    """Returns the address of a page of a round."""
    return "/".join(["/rounds", part(name), *below])
