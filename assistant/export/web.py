"""A Markdown draft as one HTML page that needs nothing else, with its citations as notes at the end."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from assistant.export.notes import CitationReader
from assistant.export.pandoc import run_pandoc
from assistant.export.tree import TreeBuilder


def html_bytes(markdown: str, title: str, metadata: Mapping[str, str], citations: CitationReader) -> bytes:
    """The page's bytes, UTF-8. Raises OutputError."""
    tree = TreeBuilder(citations, styled_numbers=False).build(markdown, title=title)
    source = tree.as_json({"title": title, **metadata, "lang": "en-GB"})
    style = (files("assistant.export") / "data" / "export.css").read_text(encoding="utf-8")
    raw = {"t": "RawBlock", "c": ["html", f"<style>\n{style}</style>"]}
    source["meta"]["header-includes"] = {"t": "MetaBlocks", "c": [raw]}
    return run_pandoc(source, ["--to=html5", "--standalone", "--variable=document-css:false"])
