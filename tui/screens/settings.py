"""Who writes: no model, or one of the endpoints that are set up; and what `doctor` says, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.keys import key
from tui.widgets.plain import PlainText, joined

if TYPE_CHECKING:
    from assistant.health import Check
    from assistant.profile import Profile
    from tui.session import Session

_MARKS = {"ok": ("✓", "$text-success"), "note": ("i", "$text-accent"), "fault": ("✗", "bold $text-error")}


class SettingsScreen(ModalScreen[str | None]):
    """Gives back "extractive" or "profile:NAME", or None when it was left with Esc."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [
        key("escape", "leave", "Close", id="settings.close"),
        key("f6", "examine", "Examine again", id="settings.examine"),
        key("f7", "add", "Add an endpoint", id="settings.add"),
    ]

    class Examined(Message):
        """One more line of what `doctor` says."""

        def __init__(self, check: Check) -> None:
            super().__init__()
            self.check = check

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines: list[Content] = []

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical(classes="dialog wide"):
            yield PlainText("Who writes", classes="dialog-title")
            yield OptionList(id="writers", markup=False)
            yield PlainText("What this installation can do", classes="dialog-title spaced")
            with VerticalScroll(id="examined"):
                yield PlainText("Looking …", id="examined-text")
            keys = "Enter chooses · F7 adds an endpoint · F6 looks again · Esc closes"
            yield PlainText(keys, classes="dialog-keys")

    def on_mount(self) -> None:
        """List the writers and look at the installation."""
        self.list_writers()
        self.action_examine()
        self.query_one("#writers").focus()

    def list_writers(self) -> None:
        """No model first, then every profile with where it sends text."""
        from assistant.errors import AssistantError
        from assistant.settings import load_configuration

        options = [
            Option(self._writer("No model", "composes from the passages themselves", "local", None), id="extractive")
        ]
        try:
            profiles = load_configuration().settings.profiles
        except AssistantError as error:
            profiles = {}
            self._lines.append(joined([(f"✗ {error}", "$text-error")]))
        for name, profile in profiles.items():
            where = "local" if profile.is_local else "REMOTE"
            told = f"{profile.model} at {profile.host}"
            options.append(Option(self._writer(name, told, where, profile), id=f"profile:{name}"))
        writers = self.query_one("#writers", OptionList)
        writers.clear_options()
        writers.add_options(options)
        writers.highlighted = 0

    def _writer(self, name: str, told: str, where: str, profile: Profile | None) -> Content:
        used = self._session.writer.profile == profile
        place = "text stays on this machine" if where == "local" else "REMOTE: text leaves this machine"
        tone = "$text-success" if where == "local" else "bold $text-warning"
        mark = "● " if used else "○ "
        seen = _seen(profile) if profile is not None else ""
        return joined([(mark, ""), (name, "bold"), (f"  {told}  ", ""), (place, tone), (seen, "$foreground 60%")])

    def action_examine(self) -> None:
        """Run the checks of `doctor`."""
        self._lines = []
        self.examine(self._session)

    @work(thread=True, exclusive=True, group="examine", exit_on_error=False)
    def examine(self, session: Session) -> None:
        """Look at the installation, line by line."""
        from assistant.health import examine

        for check in examine(session.store.workspace.path):
            self.post_message(self.Examined(check))

    @on(Examined)
    def tell(self, message: Examined) -> None:
        """Show a line, with the way to mend what is wrong."""
        check = message.check
        mark, tone = _MARKS[check.status]
        self._lines.append(joined([(f"{mark} {check.name}: ", tone), (check.detail, "")]))
        if check.fix:
            self._lines.append(joined([(f"    {check.fix}", "$text-accent")]))
        self.query_one("#examined-text", PlainText).show(Content("\n").join(self._lines))

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """A writer was chosen."""
        self.dismiss(event.option_id)

    def action_add(self) -> None:
        """Ask for an endpoint's address and model, and write a profile for it."""
        from tui.screens.endpoint import EndpointScreen

        self.app.push_screen(EndpointScreen(), lambda added: self.list_writers() if added else None)

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _seen(profile: Profile) -> str:
    """What was seen of an endpoint when it was last examined."""
    from assistant.capabilities import known_capabilities

    found = known_capabilities(profile)
    if found is None:
        return "\n    not examined yet; `shadow-report doctor` does"
    can = [
        *(["streams"] if found.streaming else []),
        *(["calls tools"] if found.tools else []),
        *(["keeps to a JSON schema"] if found.json_schema else []),
        *([f"reads {found.context_tokens:,} tokens"] if found.context_tokens else []),
        *([f"{found.tokens_per_second:.0f} tokens a second"] if found.tokens_per_second else []),
    ]
    return f"\n    {', '.join(can) or 'answered, and showed none of its abilities'}"
