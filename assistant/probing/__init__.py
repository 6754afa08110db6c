"""Finds out what an endpoint can do by asking it: small requests over httpx, with texts of our own alone."""

from assistant.probing.running import probe_endpoint

__all__ = ["probe_endpoint"]
