"""The command `shadow-report eval`, a module an action."""
