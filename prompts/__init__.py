"""Prompts, one Markdown file each. No code lives here; `assistant.prompting` loads and checks them."""
