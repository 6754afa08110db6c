"""Bytes of a text file as text, with what was assumed about their encoding."""

from __future__ import annotations

import re

from assistant.errors import DocumentError

# Above this size no person wrote the file as a draft.
MOST_BYTES = 20 * 1024 * 1024

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF", "Save its text as .docx, .md or .txt."),
    (b"PK\x03\x04", "a Word, OpenOffice or zip file", "If it is a Word file, give its name the ending .docx."),
    (b"\xd0\xcf\x11\xe0", "an old or a password-protected Office file", "Save it as .docx without a password."),
    (b"{\\rtf", "an RTF file", "Save it as .docx, .md or .txt."),
    (b"\x89PNG", "a picture", "Give a .md, .txt or .docx file."),
    (b"\xff\xd8\xff", "a picture", "Give a .md, .txt or .docx file."),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Code pages that people in the treaty bodies' regions still use; tried in this order of likelihood by the detector.
_CODE_PAGES = ["cp1252", "cp1251", "koi8_r", "cp1250", "cp1254", "cp1256", "latin_1", "mac_roman", "cp866", "gb18030"]
_LIKE_CP1252 = frozenset({"cp1250", "cp1254", "latin_1"})


def check_size(name: str, size: int) -> None:
    """Raise DocumentError for an empty or an enormous file."""
    if size == 0:
        raise DocumentError(f"{name} is empty; there is nothing to check.")
    if size > MOST_BYTES:
        message = f"{name} has {size / 2**20:.0f} MiB; a draft may have {MOST_BYTES // 2**20} MiB."
        raise DocumentError(message, hint="Split it into parts.")


def decode(content: bytes, name: str) -> tuple[str, list[str]]:
    """The text, and sentences on what was assumed. Raises DocumentError for what is not text."""
    check_size(name, len(content))
    for signature, kind, hint in _SIGNATURES:
        if content.startswith(signature):
            raise DocumentError(f"{name} is {kind}, not text.", hint=hint)
    text, warnings = _decode(content, name)
    if len(_CONTROL.findall(text[:100_000])) > len(text[:100_000]) // 200:
        raise DocumentError(f"{name} is not text.", hint="Give a .md, .txt or .docx file.")
    if not text.strip():
        raise DocumentError(f"{name} holds only white space; there is nothing to check.")
    return text, warnings


def _decode(content: bytes, name: str) -> tuple[str, list[str]]:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if encoding is None and b"\0" in content[:1000]:
        encoding = _utf16_without_mark(content, name)
    if encoding is None:
        try:
            return content.decode("utf-8-sig"), []
        except UnicodeDecodeError:
            return _legacy(content, name)
    try:
        return content.decode(encoding), [f"{name} was read as {encoding.upper()}."]
    except UnicodeDecodeError as error:
        raise DocumentError(f"{name} begins as {encoding.upper()} but is damaged.", hint="Save it as UTF-8.") from error


def _utf16_without_mark(content: bytes, name: str) -> str:
    start = content[:1000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    # Spaces, digits and ASCII letters leave a zero in every other byte.
    if max(even, odd) > len(start) // 20 and min(even, odd) == 0:
        return "utf-16-be" if even else "utf-16-le"
    raise DocumentError(f"{name} is not text.", hint="Give a .md, .txt or .docx file.")


def _legacy(content: bytes, name: str) -> tuple[str, list[str]]:
    from charset_normalizer import from_bytes

    if b"\r" in content and b"\n" not in content:  # line ends of the old Macintosh, so its letters too
        return content.decode("mac_roman"), [f"{name} was read as an old Macintosh file (mac_roman)."]
    best = from_bytes(content, cp_isolation=_CODE_PAGES).best()
    if best is None:
        raise DocumentError(f"{name} is not text in an encoding that could be recognised.", hint="Save it as UTF-8.")
    encoding = best.encoding
    text = str(best)
    if encoding in _LIKE_CP1252:
        # Drafts are in English, and these pages differ in a few accented letters only.
        text, encoding = content.decode("cp1252", errors="replace"), "cp1252"
    warning = f"{name} is not UTF-8; it was read as {encoding}. Look at its letters, or save it as UTF-8."
    return text, [warning]
