"""Exports a draft in the format that the target's ending names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.errors import OutputError, UsageError
from assistant.export.earlier import is_untouched_export, with_docx_mark, with_html_mark
from assistant.export.notes import CitationReader
from assistant.files import write_bytes
from assistant.reading.units import read_units

ENDINGS = (".docx", ".html", ".md")
_STATE_REPORT = "CERD/C/KAZ/11-14"
_TREATY = "ICERD"


def export_draft(
    markdown: str,
    target: Path,
    *,
    title: str = "",
    metadata: Mapping[str, str] | None = None,
    state_report: str = _STATE_REPORT,
    treaty: str = _TREATY,
) -> None:
    """Write a draft to `target` as Word, HTML or Markdown, by its ending. Raises UsageError or OutputError.

    Each bracket that holds only citations becomes a footnote with the full citation (in Markdown it stays a bracket);
    a bare "para. 59" is of the `state_report`. `metadata` may hold "subtitle" and "date", printed below the title.
    A file that stands at `target` is replaced; if anything fails, it is kept.
    """
    check_ending(target)
    citations = CitationReader(state_report, treaty)
    write_bytes(target, _content(markdown, target.suffix.lower(), title, metadata or {}, citations))


def check_ending(target: Path) -> None:
    """Raise UsageError if no format has the target's ending."""
    if target.suffix.lower() not in ENDINGS:
        ending = f"The ending {target.suffix}" if target.suffix else "A name without an ending"
        raise UsageError(f"{ending} names no format; nothing was written.", hint=f"Use one of {', '.join(ENDINGS)}.")


def check_free(target: Path, *, force: bool) -> bool:
    """Whether a file at `target` will be replaced. Raises OutputError if that needs `force`."""
    if not target.exists() or target.is_dir():
        return False
    if force or is_untouched_export(target):
        return True
    hint = "Add --force to replace it, or choose another name with -o."
    raise OutputError(f"{target} exists and is no earlier export, or was changed since; it was kept.", hint=hint)


def draft_title(markdown: str) -> str:
    """The draft's first heading if it stands above everything else, else ""."""
    headings = [line for line in markdown.split("\n") if line.startswith("#")]
    levels = [len(line) - len(line.lstrip("#")) for line in headings]
    if not headings or levels.count(min(levels)) != 1 or levels[0] != min(levels):
        return ""
    first = next((unit for unit in read_units(markdown) if unit.role != "placeholder"), None)
    return first.text if first is not None and first.role == "heading" else ""


def _content(markdown: str, ending: str, title: str, metadata: Mapping[str, str], citations: CitationReader) -> bytes:
    if ending == ".docx":
        from assistant.export.word import docx_bytes

        return with_docx_mark(docx_bytes(markdown, title, metadata, citations))
    if ending == ".html":
        from assistant.export.web import html_bytes

        return with_html_mark(html_bytes(markdown, title, metadata, citations))
    from assistant.export.full_markdown import full_markdown

    return full_markdown(markdown, citations).encode("utf-8")
