"""Which system runs which part."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines.writer import Writer
from assistant.errors import UsageError
from assistant.store import Store
from evals.cases import Part
from evals.systems import Ours, Search, SentenceChecker, System


def systems_for(name: str, parts: Sequence[Part], store: Store, writer: Writer, jobs: int) -> dict[Part, System]:
    """A system for each part. Raises UsageError for a peer that cannot do one of them."""
    if name != "ours":
        from evals.baselines.peers import open_peer

        if set(parts) != {"answers"}:
            raise UsageError(f"{name} answers questions and nothing else.", hint="Choose the suite answers.")
        assert writer.profile is not None
        return {"answers": open_peer(name, store, writer.profile, jobs)}
    ours = Ours(store, writer, jobs)
    systems: dict[Part, System] = {
        "retrieval": Search(store),
        "checker": SentenceChecker(store),
        "answers": ours,
        "briefs": ours,
        "drafts": ours,
    }
    return {part: systems[part] for part in parts}
