"""Whether texts given as strings get vectors: many chat servers give none, and some read token numbers alone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping

import httpx

from assistant.probing.observation import Observation
from assistant.probing.wire import Wire, said

_TEXTS = ["The school stands by the river.", "Judges are chosen by lot."]
_EMBEDDER = re.compile(r"embed|minilm|bge|nomic|\be5\b|gte", re.IGNORECASE)


async def embeddings(wire: Wire, seen: Mapping[str, object]) -> AsyncIterator[Observation]:
    """Asks the models whose names speak of embeddings, then the chat model itself."""
    names = seen.get("model_names")
    listed = [str(name) for name in names] if isinstance(names, tuple) else []
    candidates = [name for name in listed if _EMBEDDER.search(name)][:2]
    why = ""
    for model in dict.fromkeys([*candidates, wire.profile.model]):
        response = await wire.post("/embeddings", {"model": model, "input": _TEXTS})
        length = _vector_length(response)
        if length:
            detail = f"{model} gives vectors of {length} numbers for texts given as strings."
            fields = {"embeddings": True, "embedding_model": model}
            yield Observation("embeddings", True, detail, fields=fields)
            return
        why = f"{response.status_code}: {said(response.content)}" if response.status_code != 200 else "no vectors came"
    detail = f"None here ({why.rstrip('.')}). Search uses the model that comes with the program."
    yield Observation("embeddings", False, detail, fields={"embeddings": False})


def _vector_length(response: httpx.Response) -> int:
    """The numbers in each vector, if each text got one of its own; else 0."""
    if response.status_code != httpx.codes.OK:
        return 0
    try:
        first, second = (entry["embedding"] for entry in response.json()["data"])
    except (ValueError, KeyError, TypeError):
        return 0
    sound = isinstance(first, list) and isinstance(second, list) and len(first) == len(second) > 1 and first != second
    return len(first) if sound else 0
