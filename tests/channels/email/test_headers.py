"""Header blocks, whole and broken."""

from layan.channels.email.headers import LARGEST_BLOCK, MOST_FIELDS, split


def _fields(raw):
    headers, body = split(raw)
    return dict(headers), raw[body:]


def test_fields_are_unfolded_and_the_body_follows():
    assert _fields(b"Subject: a\r\n b\r\nTo: c\r\n\r\nIsi") == ({"subject": b"a b", "to": b"c"}, b"Isi")


def test_a_part_without_headers():
    assert _fields(b"\r\nIsi") == ({}, b"Isi")
    assert _fields(b"\nIsi") == ({}, b"Isi")


def test_the_first_of_repeated_fields_that_is_not_empty_counts():
    headers, _ = split(b"A:\r\nA: 1\r\nA: 2\r\n\r\n")
    assert headers.raw("a") == b"1"
    assert headers.all_raw("a") == [b"", b"1", b"2"]


def test_a_missing_blank_line_ends_where_no_header_can_be():
    assert _fields(b"Subject: a\nIni isi.\nLanjut.\n") == ({"subject": b"a"}, b"Ini isi.\nLanjut.\n")


def test_a_line_that_lost_its_space_belongs_to_the_field_above():
    assert _fields(b"Subject: a\nb\nTo: c\n\nIsi") == ({"subject": b"a b", "to": b"c"}, b"Isi")


def test_the_line_of_an_mbox_is_no_header():
    assert _fields(b"From a@b.cc Mon Jun 2\nTo: c\n\nIsi") == ({"to": b"c"}, b"Isi")


def test_fields_and_bytes_are_bounded():
    headers, body = split(b"A: b\n" * (MOST_FIELDS + 50) + b"\nIsi")
    assert len(headers) == MOST_FIELDS
    headers, body = split(b"A: " + b"x" * 2 * LARGEST_BLOCK + b"\n\nIsi")
    assert len(headers.raw("a")) < LARGEST_BLOCK and body == 2 * LARGEST_BLOCK + 5


def test_names_are_compared_without_case_and_text_is_decoded():
    headers, _ = split(b"SUBJECT : =?utf-8?Q?=C4=B0ade?=\nAuto-Submitted: Auto-Replied \n\n")
    assert headers.text("subject") == "İade"
    assert headers.ascii("auto-submitted") == "auto-replied"
    assert "subject" in headers and "to" not in headers
