"""Looks for passages before a text is written: a model with tools, a model's plan, or search alone."""

from assistant.engines.endpoint.agent.looking import Looking

__all__ = ["Looking"]
