"""Who writes: the engine in force with its endpoint, for the command line, the screen, batches and evals alike."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.conversation import NOTHING_SAID, Conversation
from assistant.errors import SettingsError
from assistant.model import EngineName

if TYPE_CHECKING:
    from assistant.brief import Brief
    from assistant.events import Event
    from assistant.profile import Profile
    from assistant.store import Store


@dataclass(frozen=True, slots=True)
class Writer:
    """An engine ready to write. `profile` is None for the extractive engine, which sends nothing anywhere."""

    profile: Profile | None = None

    @property
    def engine(self) -> EngineName:
        """The engine's name."""
        return "extractive" if self.profile is None else "endpoint"

    @property
    def remote_host(self) -> str | None:
        """The host that text goes to, if it leaves this machine."""
        return None if self.profile is None or self.profile.is_local else self.profile.host

    def load(self) -> None:
        """Import what the engine runs on, which takes seconds the first time; for threads, before what runs a loop."""
        if self.profile is None:
            from assistant.engines import extractive  # noqa: F401  # loaded for later
        else:
            from assistant.engines import endpoint  # noqa: F401  # loaded for later

    def draft(self, brief: Brief, store: Store) -> AsyncGenerator[Event, None]:
        """The events of a draft."""
        if self.profile is None:
            from assistant.engines import extractive

            return extractive.draft(brief, store)
        from assistant.engines import endpoint

        return endpoint.draft(brief, store, self.profile)

    def ask(
        self, question: str, store: Store, conversation: Conversation = NOTHING_SAID, *, begun: str = ""
    ) -> AsyncGenerator[Event, None]:
        """The events of an answer.

        `conversation` is what was said before; `begun` is how the answer begins, if it is to be continued.
        """
        if self.profile is None:
            from assistant.engines import extractive

            return extractive.ask(question, store, conversation, begun=begun)
        from assistant.engines import endpoint

        return endpoint.ask(question, store, self.profile, conversation, begun=begun)


def choose_writer(flags: Mapping[str, object]) -> Writer:
    """The writer that flags and settings choose; `flags` are engine, base_url, model and profile, None where not given.

    Raises SettingsError if the endpoint engine is chosen and no endpoint is set up.
    """
    if flags.get("engine") == "extractive":
        return Writer()
    from assistant.settings import load_configuration

    configuration = load_configuration(flags)
    if configuration.engine != "endpoint":
        return Writer()
    profile = configuration.endpoint
    if profile is None:
        hint = "Give --base-url and --model, or set up a profile; see `shadow-report config path`."
        raise SettingsError("No endpoint is set up; nothing was sent.", hint=hint)
    return Writer(profile)
