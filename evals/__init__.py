"""Benchmark data, metrics and their runners. Each benchmark is a module that prints a table and JSON."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before NumPy is loaded
