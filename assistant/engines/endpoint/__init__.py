"""The engine that has an OpenAI-compatible server write, through LangChain."""

from assistant.engines.endpoint.asking import Turn, ask
from assistant.engines.endpoint.drafting import draft

__all__ = ["Turn", "ask", "draft"]
