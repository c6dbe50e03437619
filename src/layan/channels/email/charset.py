"""Bytes to text, by what is declared, then strict UTF-8, then Turkish or Western.

Guessing from statistics is left alone: it takes Turkish for Western European more often than not.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# Only these, since Python also answers to idna, punycode and undefined (slow, or made to fail).
_CODEC_NAMES = """ascii utf-8 utf-7 utf-16 utf-16-be utf-16-le utf-32 utf-32-be utf-32-le
    cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp437 cp737 cp775 cp850 cp852 cp855
    cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp720 cp1006 cp1125
    iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14
    iso8859-15 iso8859-16 koi8-r koi8-u koi8-t kz1048 ptcp154 tis-620
    mac-roman mac-turkish mac-cyrillic mac-greek mac-iceland mac-latin2
    gb18030 hz big5hkscs cp950 cp932 shift_jis_2004 euc_jp euc_jis_2004 cp949 johab
    iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr"""
_CODECS = frozenset(_CODEC_NAMES.split())
# Names that say less than is meant: every Latin-1 of mail is the Windows page, and so on.
_MEANT = {
    "iso8859-1": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "cp936": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-11": "cp874",
    "tis-620": "cp874", "utf-8-sig": "utf-8",
}  # fmt: skip
_ALSO = {
    "ks_c_5601-1987": "cp949", "ks-c-5601-1987": "cp949", "x-sjis": "cp932", "windows-31j": "cp932",
    "x-gbk": "gb18030", "x-euc-jp": "euc_jp", "x-mac-roman": "mac-roman", "macintosh": "mac-roman",
    "utf8mb4": "utf-8", "unicode-1-1-utf-7": "utf-7", "unicode-1-1-utf-8": "utf-8", "unicode": "utf-16",
    "utf8": "utf-8", "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "iso-8859-6-i": "iso8859-6",
    "x-windows-949": "cp949", "cp50220": "iso2022_jp_ext", "cp50221": "iso2022_jp_ext",
    "csiso2022jp": "iso2022_jp",
    "x-big5": "big5hkscs", "windows-874": "cp874", "x-cp1254": "cp1254", "x-cp1252": "cp1252",
    "ansi": "cp1252",
    "win-1254": "cp1254", "win-1252": "cp1252", "win1254": "cp1254", "iso-8859-9e": "cp1254",
}  # fmt: skip
_SINGLE_BYTE_WESTERN = frozenset({"ascii", "cp1252", "cp1254", "iso8859-15", "mac-roman", "cp850", "cp437"})
_JAPANESE_ESCAPE = re.compile(rb"\x1b(?:\$[@AB]|\$\([CDOPQ]|\([BJI])")
_TURKISH_LETTERS = re.compile(rb"[A-Za-z][\xfd\xfe\xf0\xdd\xde\xd0]|[\xfd\xfe\xf0\xdd\xde\xd0][A-Za-z]")
_ESCAPED = re.compile(rb"(\x1b(?:\$\(?[@A-Z]|\([A-Z]))")
_NOT_ASCII = ("utf-16", "utf-32", "utf-7", "iso2022", "hz")
_SEVEN_BIT = ("iso2022", "hz", "utf-7")
_JAPANESE = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_2")


@lru_cache(maxsize=512)
def codec(name: str) -> str | None:
    """The Python codec a charset name means, or None when unknown, unsafe or empty."""
    cleaned = re.sub(r"[\s\"'<>;,]|\*.*$|^charset=|^_|\$esc$", "", name.strip().lower())
    cleaned = _ALSO.get(cleaned, cleaned)
    if re.fullmatch(r"(windows|cp|ibm|win)-?\d{3,4}", cleaned):
        cleaned = "cp" + re.sub(r"\D", "", cleaned)
    try:
        found = codecs.lookup(cleaned).name
    except (LookupError, ValueError):
        return None
    found = _MEANT.get(found, found)
    return found if found in _CODECS else None


def extends_ascii(name: str) -> bool:
    """Whether a charset has ASCII where ASCII is and something beyond it: what raw header bytes can be in."""
    found = codec(name) if name else None
    return found is not None and found != "ascii" and not found.startswith(_NOT_ASCII)


def decode(data: bytes, declared: str | None = None, turkish: bool = False) -> tuple[str, bool]:
    """The text of `data`, and whether it was read as the mail says (True also when all is ASCII).

    `declared` is the charset named in the mail; `turkish` says that the mail seems to come from Turkey.
    """
    name = codec(declared) if declared else None
    if data.isascii() and (name is None or name in _SINGLE_BYTE_WESTERN or name == "utf-8"):
        return _without_escapes(data)
    marked = _by_mark(data)
    if marked is not None:
        return marked, True
    if name is not None:
        text = _declared(data, name)
        if text is not None:
            return text, name != "ascii"
    return _undeclared(data, turkish, name), name is None and not declared


def _without_escapes(data: bytes) -> tuple[str, bool]:
    """Seven-bit text, which may still be Japanese that nobody declared."""
    if b"\x1b" in data and _JAPANESE_ESCAPE.search(data):
        text = _first(data, _JAPANESE)
        if text is not None:
            return text, False
    return data.decode("ascii"), True


def _by_mark(data: bytes) -> str | None:
    """Text that begins with a byte order mark."""
    if data.startswith(codecs.BOM_UTF8):
        return _try(data[3:], "utf-8")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) and len(data) % 4 == 0:
        return _try(data, "utf-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data[: len(data) // 2 * 2].decode("utf-16", "replace")
    return None


def _declared(data: bytes, name: str) -> str | None:
    if name.startswith("utf-16"):
        return _sixteen(data, name)
    if name.startswith("iso2022_jp"):
        return _first(data, (name, *_JAPANESE)) or _vendor_japanese(data)
    if name in _SINGLE_BYTE_WESTERN:
        # A Western text that happens to be flawless UTF-8 does not occur; a wrong label does, daily.
        better = _try(data, "utf-8")
        if better is not None:
            return better
        if name == "ascii":
            return None
    return _try(data, name)


def _sixteen(data: bytes, name: str) -> str:
    """UTF-16 without a mark: the side on which the zero bytes stand says the order."""
    if name == "utf-16":
        sample = data[:400]
        name = "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    return data[: len(data) // 2 * 2].decode(name, "replace")


def _vendor_japanese(data: bytes) -> str | None:
    """ISO-2022-JP with the extra characters of Japanese Windows, which Python's codecs refuse."""
    if not data.isascii() or b"\x1b$" not in data:
        return None
    out = bytearray()
    double = False
    for piece in _ESCAPED.split(data):
        if piece.startswith(b"\x1b"):
            double = piece.startswith(b"\x1b$")
        elif double:
            out += b"".join(_shifted(*piece[n : n + 2]) for n in range(0, len(piece) - 1, 2))
        else:
            out += piece
    return out.decode("cp932", "replace")


def _shifted(first: int, second: int) -> bytes:
    """The Shift JIS bytes of a JIS X 0208 pair."""
    if not (0x21 <= first <= 0x7E and 0x21 <= second <= 0x7E):
        return bytes((first, second))
    lead = (first - 0x21) // 2 + (0x81 if first < 0x5F else 0xC1)
    trail = second + ((0x1F if second < 0x60 else 0x20) if first % 2 else 0x7E)
    return bytes((lead, trail))


def _undeclared(data: bytes, turkish: bool, name: str | None) -> str:
    text = _try(data, "utf-8")
    if text is not None:
        return text
    western = name is None or name == "utf-8" or name in _SINGLE_BYTE_WESTERN
    if name is not None and not western and not name.startswith(_SEVEN_BIT):
        return data.decode(name, "replace")  # mostly right, broken somewhere
    mostly = data.decode("utf-8", "replace")
    if mostly.count("�") * 8 <= sum(1 for c in mostly if ord(c) > 127):
        return mostly  # UTF-8 with an accident in it
    if turkish or _TURKISH_LETTERS.search(data):
        return data.decode("cp1254", "replace")
    return data.decode("cp1252", "replace")


def _first(data: bytes, names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := _try(data, name)) is not None), None)


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, ValueError):
        return None
