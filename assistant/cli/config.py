"""`shadow-report config`: the settings in force, and where each one comes from."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from assistant.console import say, write
from assistant.errors import SettingsError

if TYPE_CHECKING:
    from assistant.settings import Configuration

_EXAMPLES = """\
examples:
  shadow-report config path
  shadow-report config show
  SHADOW_REPORT_PROFILE=desk shadow-report config check

A settings file with one endpoint:
  profile = "desk"

  [profiles.desk]
  base_url = "http://127.0.0.1:11434/v1"
  model = "llama3.1:8b"
  # key_env = "DESK_KEY"        the name of the variable that holds the key; never the key
  # context_tokens = 8192
  # timeout_seconds = 120
  # allow_http = true           only for plain http to another machine

The command line counts over SHADOW_REPORT_* in the environment, and that over the file.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments of the three actions."""
    parser.description = "Show the settings and where each one comes from."
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("path", help="print where the settings file is")
    actions.add_parser("show", help="print each setting and where it comes from; never a key")
    actions.add_parser("check", help="say whether the settings are right; exit code 1 if not")


def run(arguments: Namespace) -> int:
    """Do the action that was asked for."""
    from assistant.locations import config_file

    if arguments.action == "path":
        write(str(config_file()))
        return 0
    from assistant.settings import load_configuration

    configuration = load_configuration()
    if arguments.action == "show":
        _show(configuration)
        return 0
    return _check(configuration)


def _show(configuration: Configuration) -> None:
    settings = configuration.settings
    write(f"engine = {configuration.engine}  # {configuration.origins.get('engine', 'default')}")
    for name in ("profile", "base_url", "model", "key_env"):
        write(f"{name} = {getattr(settings, name) or '(none)'}  # {configuration.origins.get(name, 'default')}")
    for name, profile in settings.profiles.items():
        write(f"\n[profiles.{name}]  # {configuration.origins['profiles']}")
        for field, value in profile.model_dump().items():
            origin = "set" if field in profile.model_fields_set else "default"
            write(f"{field} = {'(none)' if value is None else value}  # {origin}")


def _check(configuration: Configuration) -> int:
    from assistant.profile import key_of

    endpoint = configuration.endpoint
    if configuration.engine == "endpoint" and endpoint is None:
        raise SettingsError('engine is "endpoint", but no profile is active.', hint='Set profile = "NAME".')
    if endpoint is not None:
        key_of(endpoint)
        place = "this machine" if endpoint.is_local else endpoint.host
        say(f"Drafts go to {endpoint.model} on {place}.")
    write("The settings are right.")
    return 0
