"""The parts that screens and panes are put together from."""
