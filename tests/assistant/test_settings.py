from __future__ import annotations

import ast
import inspect
import os
import textwrap
from pathlib import Path

import pytest

from assistant import profile, settings, workspace
from assistant.errors import SettingsError
from assistant.locations import config_file
from assistant.profile import Profile, key_of
from assistant.settings import Settings, load_configuration
from assistant.telemetry import switch_off_telemetry

DESK = """
profile = "desk"

[profiles.desk]
base_url = "https://desk.example/v1"
model = "small"
key_env = "DESK_KEY"

[profiles.local]
base_url = "http://127.0.0.1:8080/v1"
model = "tiny"
"""


def put(text: str) -> Path:
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_settings_the_engine_needs_no_model() -> None:
    configuration = load_configuration()
    assert configuration.engine == "extractive"
    assert configuration.endpoint is None
    assert dict(configuration.origins) == {}


def test_an_active_profile_makes_the_engine_endpoint() -> None:
    put(DESK)
    configuration = load_configuration()
    assert configuration.engine == "endpoint"
    assert configuration.endpoint is not None
    assert configuration.endpoint.model == "small"


def test_command_line_beats_environment_beats_file(monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(DESK + "\n").read_text(encoding="utf-8")
    put('engine = "extractive"\n' + path)
    assert load_configuration().engine == "extractive"
    monkeypatch.setenv("SHADOW_REPORT_ENGINE", "endpoint")
    assert load_configuration().engine == "endpoint"
    assert load_configuration().origins["engine"] == "environment variable SHADOW_REPORT_ENGINE"
    configuration = load_configuration({"engine": "extractive", "model": None})
    assert configuration.engine == "extractive"
    assert configuration.origins["engine"] == "command line"
    assert configuration.origins["profile"] == str(config_file())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("profile = \n", "line 1"),
        ('profil = "desk"\n', "line 1: unknown key profil. Did you mean profile?"),
        ('engine = "gpt"\n', "line 1: engine should be 'extractive' or 'endpoint'"),
        ('[profiles.a]\nbase_ulr = "https://a.example"\nmodel = "m"\n', "Did you mean base_url?"),
        ('[profiles.a]\nbase_url = "https://a.example"\n', "line 1: profiles.a.model is missing"),
        ('[profiles.a]\nbase_url = "a.example"\nmodel = "m"\n', "line 2: profiles.a.base_url should be a URL"),
        ('[profiles.a]\nbase_url = "http://a.example/v1"\nmodel = "m"\n', "over plain http"),
        ('[profiles.a]\nbase_url = "https://a.example"\nmodel = "m"\ntimeout_seconds = -1\n', "line 4"),
    ],
)
def test_faulty_settings_are_refused_with_their_line(text: str, said: str) -> None:
    path = put(text)
    with pytest.raises(SettingsError) as caught:
        load_configuration()
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_an_unknown_variable_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHADOW_REPORT_ENGIN", "endpoint")
    with pytest.raises(SettingsError, match=r"SHADOW_REPORT_ENGIN\. Did you mean SHADOW_REPORT_ENGINE\?"):
        load_configuration()


def test_a_profile_may_name_a_key_variable_with_our_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    put(DESK.replace("DESK_KEY", "SHADOW_REPORT_DESK_KEY"))
    monkeypatch.setenv("SHADOW_REPORT_DESK_KEY", "secret")
    assert load_configuration().endpoint is not None


def test_an_unknown_profile_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    put(DESK)
    monkeypatch.setenv("SHADOW_REPORT_PROFILE", "dsk")
    with pytest.raises(SettingsError, match=r"no profile 'dsk'\. Did you mean desk\?"):
        _ = load_configuration().endpoint


def test_no_dotenv_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("SHADOW_REPORT_ENGINE=endpoint\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_configuration().engine == "extractive"


class TestKeys:
    """A key never goes to another host than its profile's."""

    def test_the_key_comes_from_the_variable_that_the_profile_names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        put(DESK)
        monkeypatch.setenv("DESK_KEY", " secret\n")
        endpoint = load_configuration().endpoint
        assert endpoint is not None
        key = key_of(endpoint)
        assert key is not None and key.get_secret_value() == "secret"
        assert "secret" not in repr(key)

    def test_openai_api_key_is_never_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        put(DESK)
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        endpoint = load_configuration({"profile": "local"}).endpoint
        assert endpoint is not None and key_of(endpoint) is None
        desk = load_configuration().endpoint
        assert desk is not None
        with pytest.raises(SettingsError, match="DESK_KEY is not set"):
            key_of(desk)

    @pytest.mark.parametrize("value", ["two words", "ключ", "a\x07b"])
    def test_an_unusable_key_is_refused_and_not_shown(self, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DESK_KEY", value)
        with pytest.raises(SettingsError) as caught:
            key_of(Profile(base_url="https://desk.example", model="m", key_env="DESK_KEY"))
        assert value not in str(caught.value)

    def test_another_base_url_takes_no_profiles_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        put(DESK)
        monkeypatch.setenv("SHADOW_REPORT_KEY_ENV", "DESK_KEY")
        endpoint = load_configuration({"base_url": "https://other.example/v1", "model": "m"}).endpoint
        assert endpoint is not None
        assert (endpoint.host, endpoint.key_env) == ("other.example", None)

    def test_base_url_and_key_from_one_place_go_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        put(DESK)
        monkeypatch.setenv("SHADOW_REPORT_BASE_URL", "https://other.example/v1")
        monkeypatch.setenv("SHADOW_REPORT_MODEL", "m")
        monkeypatch.setenv("SHADOW_REPORT_KEY_ENV", "OTHER_KEY")
        endpoint = load_configuration().endpoint
        assert endpoint is not None
        assert (endpoint.host, endpoint.key_env) == ("other.example", "OTHER_KEY")

    def test_a_profile_on_the_command_line_beats_a_base_url_in_the_environment(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(DESK)
        monkeypatch.setenv("SHADOW_REPORT_BASE_URL", "https://other.example/v1")
        monkeypatch.setenv("SHADOW_REPORT_MODEL", "m")
        endpoint = load_configuration({"profile": "desk"}).endpoint
        assert endpoint is not None
        assert (endpoint.host, endpoint.model, endpoint.key_env) == ("desk.example", "small", "DESK_KEY")

    def test_profiles_cannot_be_merged_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        put(DESK)
        monkeypatch.setenv("SHADOW_REPORT_PROFILES", '{"desk": {"base_url": "https://evil.example"}}')
        with pytest.raises(SettingsError, match="SHADOW_REPORT_PROFILES is not read"):
            load_configuration()

    def test_a_key_in_place_of_its_name_is_refused_and_not_shown(self) -> None:
        put(DESK.replace("DESK_KEY", "sk-abcdef"))
        with pytest.raises(SettingsError) as caught:
            load_configuration()
        assert "profiles.desk.key_env" in str(caught.value)
        assert "sk-abcdef" not in str(caught.value)

    def test_a_url_that_holds_a_password_is_refused_and_not_shown(self) -> None:
        put(DESK.replace("https://desk", "https://me:hunter2@desk"))
        with pytest.raises(SettingsError) as caught:
            load_configuration()
        assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://localhost:1/v1", "http://127.0.0.1/v1", "http://127.9.9.9", "http://[::1]:8/v1"]
)
def test_plain_http_to_this_machine_is_allowed(url: str) -> None:
    assert Profile(base_url=url, model="m").is_local


@pytest.mark.parametrize("url", ["http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://10.0.0.1"])
def test_plain_http_elsewhere_needs_consent(url: str) -> None:
    with pytest.raises(ValueError, match="plain http"):
        Profile(base_url=url, model="m")
    assert not Profile(base_url=url, model="m", allow_http=True).is_local


def test_the_model_of_the_command_line_stays_on_the_profiles_host() -> None:
    put(DESK)
    endpoint = load_configuration({"model": "large"}).endpoint
    assert endpoint is not None
    assert (endpoint.host, endpoint.model, endpoint.key_env) == ("desk.example", "large", "DESK_KEY")


def test_an_endpoint_without_a_model_is_refused() -> None:
    with pytest.raises(SettingsError, match="no model"):
        _ = load_configuration({"base_url": "https://other.example/v1"}).endpoint


def test_every_field_is_documented_under_it() -> None:
    models = [(settings, Settings), (profile, Profile), (workspace, workspace.ReportFile)]
    for _, model in models:
        assert all(field.description for field in model.model_fields.values()), model
        assert ast.parse(textwrap.dedent(inspect.getsource(model)))


def test_telemetry_is_off_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGSMITH_TRACING", "ANONYMIZED_TELEMETRY", "OTEL_SDK_DISABLED", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "on")
    for name in ("HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        monkeypatch.setenv(name, "0")
    switch_off_telemetry()
    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"
    assert os.environ["OTEL_SDK_DISABLED"] == "true"
