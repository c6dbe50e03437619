"""Headers written so that every program reads what was meant, and nothing more."""

from email import message_from_string, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layan.channels.email import header_lines
from layan.channels.email.mail import Address

ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)


def _read(line, name):
    return message_from_string(f"{line}\n\n", policy=policy.default)[name]


@pytest.mark.parametrize("text", ["Halo", "İade 😀", "a =?utf-8?Q?b?= c", "kata " * 60, "çığ" * 100, ""])
def test_a_subject_is_read_as_it_was_meant(text):
    line = header_lines.unstructured("Subject", text)
    assert _read(line, "subject") == " ".join(text.split())
    assert all(len(one) <= 80 for one in line.split("\r\n"))


@given(ANYTHING)
def test_a_subject_is_never_more_than_a_subject(text):
    line = header_lines.unstructured("Subject", text)
    assert line.isascii()
    assert all(one.startswith((" ", "Subject:")) for one in line.split("\r\n"))
    assert "\n" not in line.replace("\r\n", "") and "\r" not in line.replace("\r\n", "")


@given(ANYTHING, ANYTHING)
def test_an_address_is_never_more_than_an_address(name, local):
    line = header_lines.addresses("To", [Address(name, f"{local}@example.com")])
    assert all(one.startswith((" ", "To:")) for one in line.split("\r\n"))
    assert "\n" not in line.replace("\r\n", "")


def test_addresses_are_read_as_they_were_meant():
    boxes = [
        Address("Budi Contoh", "budi@example.org"),
        Address('Contoh, "B" (x)', "b@example.org"),
        Address("Ayşe Örnek", "ayse@örnek.example"),
        Address("", "plain@example.net"),
    ]
    read = _read(header_lines.addresses("To", boxes), "to").addresses
    assert [(one.display_name, one.addr_spec) for one in read] == [
        ("Budi Contoh", "budi@example.org"),
        ('Contoh, "B" (x)', "b@example.org"),
        ("Ayşe Örnek", "ayse@xn--rnek-4qa.example"),
        ("", "plain@example.net"),
    ]


def test_ids_are_never_broken_and_what_is_none_is_left_out():
    line = header_lines.ids("References", ["a" * 200 + "@b", "x@y", "bad id@z", "in\r\nject@z", "<q@z>"])
    assert line == f"References: <{'a' * 200}@b>\r\n <x@y>"


@pytest.mark.parametrize(
    "name", ["a.pdf", "a b.pdf", 'a"b\\c.pdf', "Fatüra.pdf", "ğüş " * 40 + ".pdf", "日本" * 50]
)
def test_a_file_name_is_read_as_it_was_meant(name):
    line = header_lines.parameters("Content-Disposition", "attachment", [("filename", name)])
    assert message_from_string(f"{line}\n\n", policy=policy.default).get_filename() == " ".join(name.split())


def test_headers_for_machines_are_one_ascii_line():
    assert header_lines.plain("X-A", "b\r\nBcc: c\u202e") == "X-A: bBcc: c"
