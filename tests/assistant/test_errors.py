from __future__ import annotations

import inspect

from assistant import errors
from assistant.errors import AssistantError, EndpointError, UsageError, did_you_mean


def test_the_docstring_draws_every_class_of_the_tree() -> None:
    classes = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, AssistantError)]
    assert len(classes) >= 9
    for one in classes:
        assert one.__name__ in (errors.__doc__ or "")


def test_an_error_reads_as_message_and_hint() -> None:
    assert str(AssistantError("It broke.", hint="Mend it.")) == "It broke. Mend it."
    assert str(AssistantError("It broke.")) == "It broke."
    assert (AssistantError("x").exit_code, UsageError("x").exit_code) == (1, 2)
    assert EndpointError("timeout", "x").kind == "timeout"


def test_the_nearest_known_word_is_asked_for() -> None:
    assert did_you_mean("contry", ["country", "committee"]) == "Did you mean country?"
    assert did_you_mean("zzz", ["country", "committee"]) == ""
