"""Turns a Markdown draft into Word, HTML or Markdown that can leave the workspace."""

from assistant.export.formats import write_draft

__all__ = ["write_draft"]
