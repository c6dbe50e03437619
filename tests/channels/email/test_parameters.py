"""Values and parameters, RFC 2231 and what is written in its place."""

import pytest

from layan.channels.email.headers import Headers
from layan.channels.email.parameters import parse


@pytest.mark.parametrize(
    ("raw", "value", "parameters"),
    [
        (b"text/plain", "text/plain", {}),
        (b'Text/Plain; Charset="utf-8"', "text/plain", {"charset": "utf-8"}),
        (
            b"text/plain (a comment); charset=utf-8 ; format=flowed",
            "text/plain",
            {"charset": "utf-8", "format": "flowed"},
        ),
        (b'multipart/mixed; boundary="a;b=c"', "multipart/mixed", {"boundary": "a;b=c"}),
        (b'multipart/mixed; boundary="abc', "multipart/mixed", {"boundary": "abc"}),
        (b"a/b; name=satu dua.pdf", "a/b", {"name": "satu dua.pdf"}),
        (b"a/b; name*=utf-8''%C4%B0.pdf", "a/b", {"name": "İ.pdf"}),
        (b"a/b; name*=iso-8859-9'tr'%DEey.pdf", "a/b", {"name": "Şey.pdf"}),
        (b"a/b; name*=%C4%B0.pdf", "a/b", {"name": "İ.pdf"}),
        (b'a/b; name*0="sa"; name*1="tu.pdf"', "a/b", {"name": "satu.pdf"}),
        (b"a/b; name*1*=%C4%B0; name*0*=utf-8''a; name*2=.pdf", "a/b", {"name": "aİ.pdf"}),
        (b'a/b; name="=?utf-8?Q?=C4=B0.pdf?="', "a/b", {"name": "İ.pdf"}),
        (b'a/b; name="a\\"b.pdf"', "a/b", {"name": 'a"b.pdf'}),
        (b"a/b; name=first.pdf; name=second.pdf", "a/b", {"name": "first.pdf"}),
        (b"a/b;;; =x; name", "a/b", {}),
        (b"", "", {}),
    ],
)
def test_a_header_is_taken_apart(raw, value, parameters):
    assert parse(Headers([("content-type", raw)]), "content-type") == (value, parameters)
