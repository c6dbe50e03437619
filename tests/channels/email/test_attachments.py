"""Names that are safe, types that are true."""

import pytest

from layan.channels.email import attachments


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("nota.pdf", "nota.pdf"),
        ("../../etc/passwd", "etc_passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\budi\\nota.pdf", "nota.pdf"),
        ("a/b\\c.pdf", "a_b_c.pdf"),
        ("nota\u202efdp.exe", "notafdp.exe"),
        ("a\0b\r\nc.pdf", "ab c.pdf"),
        ("  .nota. ", "nota"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("İade ğüş.pdf", "İade ğüş.pdf"),
        ("", "attachment-3.pdf"),
        ("...", "attachment-3.pdf"),
        ("//", "attachment-3.pdf"),
    ],
)
def test_a_name_is_made_safe(given, safe):
    assert attachments.name(given, "application/pdf", 3) == safe


def test_a_long_name_keeps_its_ending():
    name = attachments.name("ş" * 500 + ".pdf", "application/pdf", 1)
    assert len(name) == attachments.LONGEST_NAME and name.endswith("ş.pdf")
    assert len(attachments.name("x" * 500, "application/pdf", 1)) == attachments.LONGEST_NAME


@pytest.mark.parametrize(
    ("declared", "name", "kind"),
    [
        ("image/png", "a.pdf", "image/png"),
        ("application/octet-stream", "a.pdf", "application/pdf"),
        ("application/octet-stream", "a", "application/octet-stream"),
        ("Image/PNG", "", "image/png"),
        ("nonsense", "a.png", "image/png"),
        ('text/html"><script>', "x", "application/octet-stream"),
    ],
)
def test_a_type_is_what_is_said_or_what_the_name_says(declared, name, kind):
    assert attachments.kind(declared, name) == kind
