from __future__ import annotations

from pathlib import Path

from textual import events
from textual.dom import DOMNode
from textual.widgets import Input, TextArea

from tests.tui.conftest import Play, Stage
from tests.tui.drafts import open_article_4
from tui.key_table import key_rows, unknown_ids
from tui.keys import with_twins


def test_every_ctrl_key_and_letter_has_its_cyrillic_twin() -> None:
    assert with_twins("ctrl+n") == "ctrl+n,ctrl+т"
    assert with_twins("n") == "n,т"
    assert with_twins("shift+f6,escape,f4") == "shift+f6,escape,f4"


def test_every_key_has_an_id_of_its_own() -> None:
    rows = list(key_rows())
    assert len({id for id, _, _ in rows}) == len(rows) > 40
    assert list(unknown_ids({"draft.aply": "f12"})) == ["No key is called “draft.aply”. Did you mean draft.apply?"]


def test_esc_first_closes_then_goes_back(play: Play) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        await stage.press("f2")
        await stage.press("f1")
        await stage.until(lambda: "Keys that work here" in stage.text())
        assert "Outline" in stage.text()
        await stage.press("escape")
        assert stage.main.outline.has_focus_within
        await stage.press("escape")
        assert stage.main.desk.has_focus_within

    play(script)


def test_the_palette_opens_by_its_cyrillic_twin_and_offers_everything(play: Play) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        await stage.press("ctrl+з")
        await stage.until(lambda: "Export to Word" in stage.text())
        await stage.press("escape")

    play(script)


def test_keys_and_theme_follow_the_settings_and_what_is_wrong_is_said(play: Play) -> None:
    from assistant.locations import config_file

    folder = config_file().parent
    (folder / "themes").mkdir(parents=True)
    (folder / "themes" / "mine.toml").write_text('primary = "#334455"\ndark = false\n', encoding="utf-8")
    (folder / "themes" / "wrong.toml").write_text('primary = "no colour"\n', encoding="utf-8")
    keymap = '"pane.outline" = "f12"\n"no.such" = "f11"\n'
    config_file().write_text(
        f'[screen]\ntheme = "mine"\nreduced_motion = true\n[screen.keymap]\n{keymap}', encoding="utf-8"
    )

    async def script(stage: Stage) -> None:
        await stage.opened()
        await stage.until(lambda: stage.app.theme == "mine")
        stage.app.animation_level = "full"  # the tests' own choice is none
        assert stage.main.session is not None
        stage.app.use_screen_settings(stage.main.session.screen)
        assert stage.app.animation_level == "none"
        await stage.until(lambda: "wrong.toml" in " ".join(stage.toasts()))
        await stage.until(lambda: "No key is called “no.such”" in " ".join(stage.toasts()))
        await stage.until(lambda: "F12 Outline" in stage.text())
        await stage.press("f12")
        assert stage.main.outline.has_focus_within
        await stage.press("escape", "f2")
        assert stage.main.desk.has_focus_within

    play(script)


def test_no_key_of_the_screen_is_taken_by_where_one_types() -> None:
    from textual.binding import Binding

    from tui.screens.main import MainScreen
    from tui.widgets.composer import Composer
    from tui.widgets.editor import DraftEditor

    def keys(owner: type[DOMNode]) -> set[str]:
        found = owner._merge_bindings().key_to_bindings
        return {key for key in found if key.startswith(("ctrl+", "f"))}

    screen = {key for one in MainScreen.BINDINGS if isinstance(one, Binding) for key in one.key.split(",")}
    for field in (Composer, DraftEditor):
        assert keys(field) & screen == set()


def test_keys_that_a_slow_machine_reads_together_are_done_in_their_order(play: Play, cold: Path) -> None:
    """Nothing waits between them, as when they were typed while the machine was busy."""
    pressed = ["t", "e", "h", "backspace", "backspace", "h", "e", "left", "left", "left", "x", "delete", "home", "y"]

    async def typed(stage: Stage) -> None:
        await stage.until(lambda: isinstance(stage.app.focused, TextArea | Input))
        field = stage.app.focused
        assert isinstance(field, TextArea | Input)
        for key in pressed:
            stage.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await stage.until(lambda: (field.text if isinstance(field, TextArea) else field.value).startswith("yxhe"))

    async def script(stage: Stage) -> None:
        await stage.opened()
        stage.main.desk.chat.composer.focus()
        await typed(stage)
        stage.main.action_topic()
        await stage.until(lambda: stage.app.screen is not stage.main)
        await typed(stage)
        await stage.press("escape")
        await open_article_4(stage)
        await typed(stage)

    play(script)
