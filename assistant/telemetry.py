"""No telemetry: the switches of the libraries that could send any."""

from __future__ import annotations

import os

_OFF = {
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "OTEL_SDK_DISABLED": "true",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def switch_off_telemetry() -> None:
    """Set the switches for this process, whatever the environment said. Call it before LangChain or Chroma load."""
    os.environ.update(_OFF)
