"""Drafts in a workspace: their text, and beside it what was checked, opened and decided."""

from assistant.drafts.folder import ChangedOutside, DraftFolder, SavedDraft
from assistant.drafts.notes import DraftNotes, Judgement

__all__ = ["ChangedOutside", "DraftFolder", "DraftNotes", "Judgement", "SavedDraft"]
