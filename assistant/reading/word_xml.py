"""Names and small questions of WordprocessingML (ECMA-376, part 1)."""

from __future__ import annotations

from typing import Any

# lxml elements; lxml ships no types.
Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

_OFF = {"0", "false", "off", "none"}


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a toggle such as "b" or "vanish" is set in a run's properties."""
    toggle = properties.find(f"{W}{name}") if properties is not None else None
    return toggle is not None and toggle.get(f"{W}val", "1") not in _OFF


def value(parent: Element | None, path: str) -> str | None:
    """The `val` of the element at a path of names ("pPr/pStyle") below `parent`."""
    if parent is None:
        return None
    found = parent.find("/".join(f"{W}{name}" for name in path.split("/")))
    return None if found is None else found.get(f"{W}val")


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def alternative(element: Element) -> list[Element]:
    """The children of the one branch of mc:AlternateContent that is read: the same text box stands in each."""
    branch = element.find(f"{MC}Choice")
    branch = element.find(f"{MC}Fallback") if branch is None else branch
    return [] if branch is None else list(branch)
