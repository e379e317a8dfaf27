"""The parts of SARIF 2.1.0 that the tool writes.

The official schema is on no machine of the project and in no package of PyPI that was found (sarif-om 1.0.4 and
sarif-tools 3.0.5 ship none). This one is as strict where it overlaps: no other keys, required keys, types,
enumerations, uniqueness, URI references.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
_INDEX: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {"type": "string"}
#: RFC 3986 characters only; what is outside must be percent-encoded.
_URI: Schema = {"type": "string", "pattern": r"^(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$"}


def _object(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _list(items: Schema, *, unique: bool = False) -> Schema:
    return {"type": "array", "items": items, "uniqueItems": unique}


_MESSAGE = _object(("text",), text=_TEXT, markdown=_TEXT)
_ARTIFACT_LOCATION = _object(uri=_URI, uriBaseId=_TEXT, index=_INDEX)
_LOGICAL = _object(name=_TEXT, fullyQualifiedName=_TEXT, kind=_TEXT, index=_INDEX)
_PHYSICAL = _object(("artifactLocation",), artifactLocation=_ARTIFACT_LOCATION)
_LOCATION = _object(physicalLocation=_PHYSICAL, logicalLocations=_list(_LOGICAL, unique=True), message=_MESSAGE)
_SUPPRESSION = _object(
    ("kind",),
    kind={"enum": ["inSource", "external"]},
    status={"enum": ["accepted", "underReview", "rejected"]},
    justification=_TEXT,
)
_RESULT = _object(
    ("message",),
    ruleId=_TEXT,
    ruleIndex=_INDEX,
    level=_LEVEL,
    message=_MESSAGE,
    locations=_list(_LOCATION),
    suppressions=_list(_SUPPRESSION, unique=True),
)
_RULE = _object(
    ("id",),
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_object(level=_LEVEL, enabled={"type": "boolean"}),
)
_DRIVER = _object(("name",), name=_TEXT, version=_TEXT, semanticVersion=_TEXT, rules=_list(_RULE, unique=True))
_ARTIFACT = _object(location=_ARTIFACT_LOCATION, hashes={"type": "object", "additionalProperties": _TEXT})
_NOTIFICATION = _object(("message",), level=_LEVEL, message=_MESSAGE)
_INVOCATION = _object(
    ("executionSuccessful",),
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications=_list(_NOTIFICATION),
)
_RUN = _object(
    ("tool",),
    tool=_object(("driver",), driver=_DRIVER),
    language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
    artifacts=_list(_ARTIFACT, unique=True),
    results=_list(_RESULT),
    invocations=_list(_INVOCATION),
)

LOG: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **_object(("version", "runs"), version={"const": "2.1.0"}, runs=_list(_RUN)),
}
LOG["properties"]["$schema"] = _URI
