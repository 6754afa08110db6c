"""Drafting, citing, checking and the command line. Uses `vectorstore` and `prompts`; never a screen."""
