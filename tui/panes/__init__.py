"""The three panes of the desk: the outline, the chat and the draft, and the source."""
