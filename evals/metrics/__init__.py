"""The metrics, a module each: what one case adds to the measure, with the definition's source in the docstring."""
