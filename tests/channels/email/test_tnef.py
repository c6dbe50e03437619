"""winmail.dat, whole, broken and hostile."""

import struct
from time import process_time

from layan.channels.email import tnef


def _object(name, data, level=2):
    return struct.pack("<BHHI", level, name, 0, len(data)) + data + b"\0\0"


def _property(kind, name, data):
    return struct.pack("<HHII", kind, name, 1, len(data)) + data + b"\0" * (-len(data) % 4)


HEAD = tnef.SIGNATURE + b"\1\0"
FILE = _object(0x9002, b"\0" * 14)


def _opened(*objects):
    return tnef.opened(HEAD + b"".join(objects), 1)


def test_files_have_their_long_names_types_and_content_to_the_last_nul():
    properties = struct.pack("<I", 2) + _property(0x1F, 0x3707, "fatüra.pdf\0".encode("utf-16-le"))
    properties += _property(0x1E, 0x370E, b"application/pdf\0")
    found = _opened(
        FILE, _object(0x800F, b"isi\0\0"), _object(0x8010, b"FAT~1.PDF\0"), _object(0x9005, properties)
    )
    (file,) = found.files
    assert (file.name, file.mime, file.content) == ("fatüra.pdf", "application/pdf", b"isi\0\0")


def test_text_is_in_the_code_page_it_names():
    body = _object(0x800C, "Teşekkürler\0".encode("cp1254"), 1)
    assert _opened(_object(0x9007, struct.pack("<I", 1254), 1), body).text == "Teşekkürler"


def test_html_is_found_among_the_properties():
    properties = struct.pack("<I", 1) + _property(0x102, 0x1013, b"<p>Halo</p>")
    assert _opened(_object(0x9003, properties, 1)).html == "<p>Halo</p>"


def test_values_before_the_one_wanted_are_stepped_over():
    before = struct.pack("<HHI", 0x3, 0x1, 7) + struct.pack("<HHII", 0x1003, 0x2, 2, 7) + b"\0" * 4
    named = struct.pack("<HH", 0x1E, 0x8001) + b"g" * 16 + struct.pack("<II", 1, 4) + b"n\0\0\0"
    named += struct.pack("<II", 1, 2) + b"x\0\0\0"
    properties = struct.pack("<I", 4) + before + named + _property(0x1E, 0x1000, b"Halo\0")
    assert _opened(_object(0x9003, properties, 1)).text == "Halo"


def test_what_is_none_is_none():
    assert tnef.opened(b"PK\3\4", 1) is None
    assert tnef.looks_like("application/ms-tnef", "") and tnef.looks_like("a/b", "WINMAIL.DAT")
    assert not tnef.looks_like("application/pdf", "a.pdf")


def test_cut_anywhere_it_still_ends():
    whole = (
        HEAD
        + FILE
        + _object(0x800F, b"isi")
        + _object(0x9005, struct.pack("<I", 1) + _property(0x1E, 0x3707, b"a\0"))
    )
    for length in range(len(whole)):
        tnef.opened(whole[:length], 1)


def test_counts_that_nothing_stands_behind_end_at_once():
    many = struct.pack("<I", 0xFFFFFFFF)
    hostile = [
        _object(0x9003, many + struct.pack("<HHI", 0x1002, 0x1, 0xFFFFFFFF), 1),
        _object(0x9003, many + struct.pack("<HHI", 0x1E, 0x1000, 0xFFFFFFFF), 1),
        _object(0x9004, many, 1),
        *[_object(0x9002, b"")] * 20_000,
    ]
    start = process_time()
    assert len(_opened(*hostile).files) == 0
    assert process_time() - start < 2
