"""The Textual application. Uses `assistant`, never the internals of `vectorstore`."""
