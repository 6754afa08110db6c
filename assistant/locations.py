"""Where each system keeps settings, data, caches and logs. Each folder can be moved by an environment variable."""

from __future__ import annotations

import os
from pathlib import Path

APP = "shadow-report"
LOCATION_VARIABLES = (
    "SHADOW_REPORT_CONFIG_DIR",
    "SHADOW_REPORT_DATA_DIR",
    "SHADOW_REPORT_CACHE_DIR",
    "SHADOW_REPORT_STATE_DIR",
)


def config_file() -> Path:
    """The settings file; it need not exist."""
    return _folder("SHADOW_REPORT_CONFIG_DIR", "user_config_dir") / "config.toml"


def default_workspace() -> Path:
    """The workspace that commands use without --workspace."""
    return _folder("SHADOW_REPORT_DATA_DIR", "user_data_dir") / "workspace"


def cache_dir() -> Path:
    """The folder of what every workspace shares and can be made again: the embedding model and document vectors."""
    return _folder("SHADOW_REPORT_CACHE_DIR", "user_cache_dir")


def log_dir() -> Path:
    """The folder of error logs."""
    return _folder("SHADOW_REPORT_STATE_DIR", "user_log_dir")


def _folder(variable: str, platform_folder: str) -> Path:
    chosen = os.environ.get(variable)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(getattr(platformdirs, platform_folder)(APP, appauthor=False))
