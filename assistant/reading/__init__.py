"""Reads a person's draft (Markdown, plain text or Word) into sentences that know where they stand."""
