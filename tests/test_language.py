"""The English of the code: forbidden words, unique names, short first lines, plain sentences."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: No identifier is one of these, with or without underscores around it.
FORBIDDEN = frozenset(
    re.findall(
        r"\w+", "told said its known whole gone beside again some made came there stands owed turn maimed bereft"
    )
)
#: No test's name has one of these among its words; the others of the list are plain English inside a sentence.
FORBIDDEN_IN_SENTENCES = FORBIDDEN - {"its", "known", "whole", "again", "some", "made", "there"} | {"mend"}
#: No sentence that a user reads has one of these.
FORBIDDEN_FOR_USERS = re.compile(r"\b(mend(s|ed|ing)?|given up|told)\b")

#: Folders of `toolkit` whose modules are named after what they find, do or write: names may repeat elsewhere.
FREE_MODULE_NAMES = (
    "checks/*/*.py",
    "cli/commands/*.py",
    "cli/commands/*/*.py",
    "reports/formats/*.py",
    "forms/fields/*.py",
)

#: Imports of a single module of a room in tests; more of them ask for a name at its front, or a helper in support.
MOST_DEEP_IMPORTS = 200

#: Folders whose modules are one thing each: they are walked, and nothing registers them.
ONE_FILE_EACH = (*FREE_MODULE_NAMES, "ledger/migrations/*.py", "ledger/migrations/versions/*.py")
LONGEST_CHAPTER, SHORTEST_CHAPTER = 350, 60
#: Files of toolkit below the shortest chapter, outside the folders of one thing each.
MOST_SHORT_FILES = 25

LONGEST = 14
RIDDLES = ("What", "How", "Where", "That")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def folder_of(path: Path) -> str:
    """The folder of a module below `toolkit`."""
    return path.parent.relative_to(ROOT / "toolkit").as_posix()


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def identifiers(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that a module gives to something, with its line."""
    for node in ast.walk(module):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name


def forbidden_identifiers(paths: Iterable[Path]) -> list[str]:
    return [
        f"{place(path, line)}: {name}"
        for path in paths
        for line, name in identifiers(tree(path))
        if name.strip("_").lower() in FORBIDDEN
    ]


def test_no_identifier_of_the_program_is_a_forbidden_word() -> None:
    found = forbidden_identifiers(modules("toolkit"))
    assert not found, "\n".join(found)


def test_no_identifier_of_the_tests_is_a_forbidden_word() -> None:
    found = forbidden_identifiers(modules("tests"))
    assert not found, "\n".join(found)


def test_no_name_of_a_test_has_a_forbidden_word() -> None:
    found = [
        f"{place(path, line)}: {name}"
        for path in modules("tests")
        for line, name in identifiers(tree(path))
        if name.startswith("test_") and set(name.split("_")) & FORBIDDEN_IN_SENTENCES
    ]
    assert not found, "\n".join(found)


def repeated(named: Iterable[tuple[str, str]]) -> list[str]:
    """One line for each name that several places have."""
    places = defaultdict(list)
    for name, at in named:
        places[name].append(at)
    return [f"{name}: {', '.join(at)}" for name, at in sorted(places.items()) if len(at) > 1]


def test_every_public_class_name_exists_once() -> None:
    named = [
        (node.name, place(path, node.lineno))
        for path in modules("toolkit")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert not repeated(named), "\n".join(repeated(named))


def test_every_module_name_exists_once() -> None:
    named = [
        (path.stem, place(path, 1))
        for path in modules("toolkit")
        if not path.stem.startswith("__")
        and not any(path.relative_to(ROOT / "toolkit").match(pattern) for pattern in FREE_MODULE_NAMES)
    ]
    assert not repeated(named), "\n".join(repeated(named))


def exported(room: str) -> frozenset[str]:
    """The names at the front of a room."""
    return frozenset(getattr(import_module(room), "__all__", ()))


def test_tests_import_from_the_front_of_a_room_where_it_has_the_name() -> None:
    deep = [
        (path, node, ".".join(node.module.split(".")[:2]))
        for path in modules("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module and re.match(r"toolkit\.\w+\.", node.module)
    ]
    assert len(deep) <= MOST_DEEP_IMPORTS
    found = [
        f"{place(path, node.lineno)}: {room} has {name.name}"
        for path, node, room in deep
        for name in node.names
        if name.name in exported(room)
    ]
    assert not found, "\n".join(found)


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_a_file_is_a_chapter() -> None:
    long = [place(path, lines_of(path)) for path in modules("toolkit") if lines_of(path) > LONGEST_CHAPTER]
    assert not long, "\n".join(long)
    short = [
        place(path, lines_of(path))
        for path in modules("toolkit")
        if lines_of(path) < SHORTEST_CHAPTER
        and path.name != "__init__.py"
        and not any(path.relative_to(ROOT / "toolkit").match(pattern) for pattern in ONE_FILE_EACH)
    ]
    assert len(short) <= MOST_SHORT_FILES, "\n".join(short)


def docstrings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The first line of every docstring, with its line."""
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text:
                yield node.body[0].lineno, text.splitlines()[0]


def faults_of_first_line(text: str) -> Iterator[str]:
    words = re.findall(r"[\w'’-]+", text)
    if len(words) > LONGEST:
        yield f"{len(words)} words"
    if text.startswith(RIDDLES):
        yield "a riddle"


def test_first_lines_of_docstrings_are_short_and_no_riddles() -> None:
    found = [
        f"{place(path, line)}: {fault}: {text}"
        for path in [*modules("tests"), *modules("toolkit")]
        for line, text in docstrings(tree(path))
        for fault in faults_of_first_line(text)
    ]
    assert not found, "\n".join(found)


def sentences(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text in a module that is no docstring, with its line."""
    expressions = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in expressions:
            yield node.lineno, node.value


def test_sentences_for_users_are_plain() -> None:
    found = [
        f"{place(path, line)}: {text}"
        for path in modules("toolkit")
        for line, text in sentences(tree(path))
        if " " in text and FORBIDDEN_FOR_USERS.search(text)
    ]
    assert not found, "\n".join(found)


def test_a_fault_of_a_first_line_is_named() -> None:
    long = "Returns " + "word " * LONGEST
    assert list(faults_of_first_line(long)) == [f"{LONGEST + 1} words"]
    assert list(faults_of_first_line("What a rule sees.")) == ["a riddle"]
    assert list(faults_of_first_line("Returns the findings of a rule.")) == []
