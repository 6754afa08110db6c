"""Endpoints whose answers are scripted, for the screen."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant.citation_keys import KeyRing
from assistant.locations import config_file
from assistant.opening import open_store
from tests.servers.chat import MODEL, ChatServer, Reply, done, event

QUESTION = "How many rural schools are being upgraded?"
TRUE = "The State party reports that more than 1,000 rural schools are being upgraded"
FALSE = "The State party reports that more than 9,000 rural schools are being upgraded"


def answer(folder: Path, *sentences: str) -> str:
    """Sentences that all cite paragraph 229, as a model writes them."""
    passage = open_store(folder).library.get("CERD/C/KAZ/11-14#229")
    assert passage is not None
    key = KeyRing().offer(passage)
    return " ".join(f"{sentence} [{key}]." for sentence in sentences)


def held(text: str, until: threading.Event) -> Reply:
    """A reply whose text comes at once, and whose end when the event is set."""
    parts = [event({"content": text[at : at + 12]}) for at in range(0, len(text), 12)]
    return Reply([event({"role": "assistant", "content": ""}), *parts, until, event({}, "stop"), done()])


def cut(text: str) -> Reply:
    """A reply that breaks off after its text."""
    return Reply([event({"role": "assistant", "content": ""}), event({"content": text})], chunked=True, cut=True)


def use(server: ChatServer) -> None:
    """Have the settings name the server."""
    config_file().parent.mkdir(parents=True, exist_ok=True)
    profile = f'base_url = "{server.base_url}"\nmodel = "{MODEL}"\ngathering = "search"\ntimeout_seconds = 60\n'
    config_file().write_text(f'profile = "desk"\n\n[profiles.desk]\n{profile}', encoding="utf-8")
