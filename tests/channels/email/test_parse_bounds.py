"""Mail too large, too deep, too many: understood all the same, in time and memory that its size allows."""

import base64
import tracemalloc
from time import process_time

import pytest

from layan.channels.email.parse import understand

HEAD = (
    b"From: budi@example.org\r\nTo: help@example.com\r\nSubject: Besar\r\n"
    b"Message-ID: <m1@example.org>\r\nMIME-Version: 1.0\r\n"
)
SECONDS = 5
MEBIBYTE = 1_048_576


def _multipart(*parts):
    inner = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + inner + b"--b--\r\n"


def _file(megabytes):
    content = base64.encodebytes(b"x" * (megabytes * MEBIBYTE * 3 // 4))
    head = b"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return _multipart(b"Content-Type: text/plain\r\n\r\nIsi.", head + content)


def _nested(depth):
    inner = b"Content-Type: text/plain\r\n\r\nIsi."
    for level in range(depth):
        mark = b"b%d" % level
        inner = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s\r\n--%s--\r\n' % (
            mark, mark, inner, mark,
        )  # fmt: skip
    return HEAD + inner


def _carried(depth):
    inner = b"From: a@example.org\r\nSubject: dalam\r\n\r\nIsi."
    for _ in range(depth):
        inner = b"From: a@example.org\r\nContent-Type: message/rfc822\r\n\r\n" + inner
    return inner


def _word(paragraphs):
    style = "<style>" + "p.MsoNormal{mso-style-name:x}\n" * 60_000 + "</style>"
    body = "<p class=MsoNormal><span style='font-size:11pt'>Satır metni<o:p></o:p></span></p>\n" * paragraphs
    html = f"<html><head>{style}</head><body>{body}</body></html>".encode()
    return HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html


def _html(text):
    return HEAD + b"Content-Type: text/html\r\n\r\n" + text


TROUBLES = {
    "5000 parts": lambda: _multipart(*[b"Content-Type: text/plain; name=a.txt\r\n\r\nx"] * 5000),
    "100000 empty parts": lambda: _multipart(*[b""] * 100_000),
    "25 MB of a file": lambda: _file(25),
    "2000 levels": lambda: _nested(2000),
    "20000 mails in mails": lambda: _carried(20_000),
    "HTML of Word, 5 MB": lambda: _word(40_000),
    "20 MB of text": lambda: HEAD + b"\r\n" + b"satu baris teks yang biasa saja\r\n" * 640_000,
    "20 MB of line ends": lambda: HEAD + b"\r\n" + b"\n" * 20_000_000,
    "20 MB of quotes": lambda: HEAD + b"\r\n" + b"> x\n" * 5_000_000,
    "20 MB without a line end": lambda: HEAD + b"\r\n" + b"a" * 20_000_000,
    "10 MB of one header": lambda: HEAD + b"X-A: " + b"a" * 10_000_000 + b"\r\n\r\nIsi.",
    "300000 headers": lambda: HEAD + b"X-A: b\r\n" * 300_000 + b"\r\nIsi.",
    "100000 recipients": lambda: HEAD + b"Cc: " + b"a@b.cc, " * 100_000 + b"\r\n\r\nIsi.",
    "comments never closed": lambda: HEAD + b"Cc: " + b"(\\" * 100_000 + b"\r\n\r\nIsi.",
    "references never closed": lambda: HEAD + b"References: <" + b" " * 300_000 + b"\r\n\r\nIsi.",
    "encoded words never closed": lambda: HEAD + b"X: " + b"=?a?q?" * 50_000 + b"\r\n\r\nIsi.",
    "padding everywhere": lambda: HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"A=" * 5_000_000,
    "files that never end": lambda: HEAD + b"\r\n" + b"begin 644 x\n" * 500_000 + b"end\n",
    "seals never closed": lambda: HEAD + b"\r\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\n\n" * 30_000,
    "boundaries that are none": lambda: _multipart(b"\r\n" + b"--bx\n" * 1_000_000),
    "tags never closed": lambda: _html(b'<div class="gmail_quote">' * 50_000),
    "signatures in thousands": lambda: _html(b'<div class="gmail_signature"></div>' * 30_000),
    "lines across the page": lambda: _html(b'<p style="border:none;border-top:solid">x</p>' * 20_000),
    "attributes without end": lambda: _html(b"<div class " + b"a" * 3_000_000 + b"><blockquote type=cite>"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_it_is_understood_in_time(trouble):
    raw = TROUBLES[trouble]()
    start = process_time()
    assert understand(raw, frozenset())
    assert process_time() - start < SECONDS


def test_a_mail_of_50_mb_costs_little_more_than_its_files():
    content = base64.encodebytes(b"x" * 36 * MEBIBYTE)
    raw = _multipart(
        b"Content-Type: text/plain\r\n\r\nIsi.",
        b"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content,
    )
    tracemalloc.start()
    try:
        mail = understand(raw, frozenset())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [len(one.content) for one in mail.attachments] == [36 * MEBIBYTE]
    assert peak < 2.5 * len(raw)


def test_a_zip_is_not_opened():
    import io
    import zipfile

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 20 * MEBIBYTE)
    content = base64.encodebytes(bomb.getvalue())
    raw = _multipart(
        b"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content
    )
    (only,) = understand(raw, frozenset()).attachments
    assert only.content == bomb.getvalue()
