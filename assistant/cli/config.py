"""`shadow-report config`: the settings in force and where each comes from; endpoints' profiles and their keys."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from assistant.cli.parser import positive
from assistant.console import say, write
from assistant.errors import SettingsError, UsageError, did_you_mean

if TYPE_CHECKING:
    from assistant.profile import Profile
    from assistant.settings import Configuration

_EXAMPLES = """\
examples:
  shadow-report config add desk --base-url http://127.0.0.1:11434/v1 --model llama3.1:8b
  shadow-report config set-key desk          asks for the key; it is not shown
  shadow-report config use desk
  shadow-report config check

What `add` writes, and the rest of what a profile may say:
  profile = "desk"

  [profiles.desk]
  base_url = "http://127.0.0.1:11434/v1"
  model = "llama3.1:8b"
  # key_env = "DESK_KEY"        the name of the variable that holds the key; never the key
  # context_tokens = 8192       how much the model takes at once
  # timeout_seconds = 120       silence in the middle of a reply
  # first_token_seconds = 600   silence before it, while the model reads
  # connect_seconds = 5
  # concurrency = 4             requests at a time
  # gathering = "search"        how passages are found: auto, tools, plan or search (the fewest requests)
  # allow_http = true           only for plain http to another machine

A key is looked for in the variable that key_env names, then in the system's keyring, then in keys.json beside the
settings, which only you can read. It is sent to the server that it was stored for and to no other. The command line
counts over SHADOW_REPORT_* in the environment, and that over the file.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments of the actions."""
    parser.description = "Show the settings, and set up the endpoints that can write."
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("path", help="print where the settings file is")
    actions.add_parser("show", help="print each setting and where it comes from; never a key")
    actions.add_parser("check", help="say whether the settings are right; exit code 1 if not")
    adding = actions.add_parser("add", help="write a profile: a server and a model", epilog=_EXAMPLES)
    adding.add_argument("name", metavar="NAME", help="what you call it")
    adding.add_argument("--base-url", required=True, metavar="URL", help="where its API is, usually ending in /v1")
    adding.add_argument("--model", required=True, metavar="M", help="the model's name as the server knows it")
    adding.add_argument("--key-env", metavar="VARIABLE", help="the variable that holds the key; never the key")
    adding.add_argument("--context-tokens", type=positive, metavar="N", help="default: 8192")
    adding.add_argument("--allow-http", action="store_true", help="allow plain http to another machine")
    adding.add_argument("--force", action="store_true", help="write over a profile of that name")
    using = actions.add_parser("use", help="make a profile the active one")
    using.add_argument("name", metavar="NAME", help="a profile of the settings file")
    keying = actions.add_parser("set-key", help="store the key of a profile's server, typed unseen or from stdin")
    keying.add_argument("name", nargs="?", metavar="NAME", help="default: the active profile")
    keying.add_argument("--remove", action="store_true", help="forget the stored key")
    keying.add_argument("--no-keyring", action="store_true", help="use the file, even if a keyring works")


def run(arguments: Namespace) -> int:
    """Do the action that was asked for."""
    from assistant.locations import config_file

    if arguments.action == "path":
        write(str(config_file()))
        return 0
    if arguments.action == "add":
        return _add(arguments)
    if arguments.action == "use":
        return _use(arguments)
    from assistant.settings import load_configuration

    configuration = load_configuration()
    if arguments.action == "set-key":
        return _set_key(configuration, arguments)
    if arguments.action == "show":
        _show(configuration)
        return 0
    return _check(configuration)


def _add(arguments: Namespace) -> int:
    from assistant.settings_file import add_profile

    names = ("base_url", "model", "key_env", "context_tokens", "allow_http")
    fields = {name: value for name in names if (value := getattr(arguments, name))}
    profile = add_profile(arguments.name, fields, force=arguments.force)
    say(f"Profile {arguments.name}: {profile.model} on {profile.place}.")
    say(f"Look what it can do: shadow-report doctor --profile {arguments.name}")
    return 0


def _use(arguments: Namespace) -> int:
    from assistant.settings import load_configuration
    from assistant.settings_file import use_profile

    use_profile(arguments.name)
    configuration = load_configuration()
    if configuration.settings.profile != arguments.name:
        say(f"{configuration.origins['profile']} still counts over the file.")
    if configuration.settings.engine == "extractive":
        say('engine = "extractive" still counts: no model writes until it is removed.')
    profile = configuration.settings.profiles[arguments.name]
    say(f"Active: {arguments.name}. Drafts go to {profile.model} on {profile.place}.")
    return 0


def _set_key(configuration: Configuration, arguments: Namespace) -> int:
    from assistant.profile import usable_key
    from assistant.stored_keys import forget_key, keys_file, store_key

    profile = _named_profile(configuration, arguments.name)
    if arguments.remove:
        found = forget_key(profile.origin)
        say(f"The key for {profile.origin} was removed." if found else f"No key for {profile.origin} was stored.")
        return 0
    key = usable_key(_read_key(profile), "What was given")
    kept = store_key(profile.origin, key, use_keyring=not arguments.no_keyring)
    if kept == "keyring":
        say(f"The key for {profile.origin} is in the system's keyring; it is sent there and nowhere else.")
        return 0
    if not arguments.no_keyring:
        say("No keyring works on this system.")
    say(
        f"The key for {profile.origin} is in {keys_file()}, which only you can read; it is sent there and nowhere else."
    )
    return 0


def _named_profile(configuration: Configuration, name: str | None) -> Profile:
    profiles = configuration.settings.profiles
    if name is None:
        if configuration.endpoint is None:
            raise UsageError("No profile is active; no key was stored.", hint="Name one: config set-key NAME")
        return configuration.endpoint
    if name not in profiles:
        hint = did_you_mean(name, profiles) or f"Profiles in {configuration.path}: {', '.join(profiles) or 'none'}."
        raise UsageError(f"There is no profile {name!r}; no key was stored.", hint=hint)
    return profiles[name]


def _read_key(profile: Profile) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    from getpass import getpass

    return getpass(f"Key for {profile.origin} (it is not shown): ")


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
    from assistant.profile import key_of, key_source

    endpoint = configuration.endpoint
    if configuration.engine == "endpoint" and endpoint is None:
        hint = "Choose one with `shadow-report config use NAME`, or write one with `shadow-report config add`."
        raise SettingsError('engine is "endpoint", but no profile is active.', hint=hint)
    if endpoint is not None:
        key_of(endpoint)
        say(f"Drafts go to {endpoint.model} on {endpoint.place}; key: {key_source(endpoint) or 'none'}.")
    write("The settings are right.")
    return 0
