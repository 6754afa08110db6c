"""Turns a Markdown draft into Word, HTML or Markdown that can leave the workspace."""

from assistant.export.formats import export_draft

__all__ = ["export_draft"]
