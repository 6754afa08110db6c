"""What a draft's sentences are held against: one module a check, one place that turns findings into a verdict."""
