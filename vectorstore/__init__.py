"""Documents, addresses, parsing, index and search. Knows nothing of drafting, checking or screens."""
