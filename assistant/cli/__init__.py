"""The commands, one module each, loaded by name when they are called."""
