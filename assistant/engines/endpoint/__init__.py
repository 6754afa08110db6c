"""The engine that has an OpenAI-compatible server write, through LangChain."""

from assistant.engines.endpoint.asking import ask
from assistant.engines.endpoint.drafting import draft

__all__ = ["ask", "draft"]
