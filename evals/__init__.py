"""Benchmark data, metrics and their runners. Each benchmark is a module that prints a table and JSON."""
