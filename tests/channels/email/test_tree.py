"""Parts and their places."""

from layan.channels.email.tree import DEEPEST, MOST_PARTS, grow


def _shape(part):
    return (part.kind, [_shape(child) for child in part.children]) if part.children else part.kind


def _multipart(boundary, *parts, close=True, kind="mixed", named=None):
    named = boundary if named is None else named
    head = f'Content-Type: multipart/{kind}; boundary="{named}"\n\npreamble\n'
    body = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return head + body + (f"--{boundary}--\nepilogue" if close else "")


def _grown(text):
    return grow(text.replace("\n", "\r\n").encode())


def test_a_mail_without_parts():
    root, truncated = grow(b"Content-Type: Text/HTML\n\n<p>")
    assert (root.kind, root.body, truncated) == ("text/html", b"<p>", False)


def test_parts_in_parts():
    inner = _multipart(
        "in", "Content-Type: text/plain\n\na", "Content-Type: text/html\n\nb", kind="alternative"
    )
    root, _ = _grown(_multipart("out", inner, "Content-Type: image/png\n\nc"))
    assert _shape(root) == (
        "multipart/mixed",
        [("multipart/alternative", ["text/plain", "text/html"]), "image/png"],
    )
    assert [part.body for part in root.walk() if not part.children] == [b"a", b"b", b"c"]


def test_a_boundary_that_begins_like_another():
    root, _ = _grown(_multipart("b", _multipart("bb", "\nx", "\ny")))
    assert _shape(root) == ("multipart/mixed", [("multipart/mixed", ["text/plain", "text/plain"])])


def test_no_boundary_named_or_another_than_is_used():
    for named in ("", "other"):
        root, _ = _grown(_multipart("----=_Part_1", "\nx", "\ny", named=named))
        assert [part.body for part in root.children] == [b"x", b"y"]


def test_without_any_delimiter_it_is_text():
    assert _grown("Content-Type: multipart/mixed; boundary=b\n\nIsi")[0].kind == "text/plain"


def test_an_end_that_never_comes():
    root, _ = _grown(_multipart("b", "\nx", "\ny", close=False))
    assert [part.body.strip() for part in root.children] == [b"x", b"y"]


def test_depth_and_number_are_bounded_and_told():
    text = "\nIsi"
    for level in range(DEEPEST + 5):
        text = _multipart(f"b{level}", text)
    root, truncated = _grown(text)
    assert truncated and sum(1 for _ in root.walk()) <= DEEPEST + 2
    root, truncated = _grown(_multipart("b", *["\nx"] * (MOST_PARTS + 100)))
    assert truncated and len(root.children) == MOST_PARTS - 1


def test_a_digest_carries_mails():
    root, _ = _grown(_multipart("b", "\nFrom: a@b.cc\n\nIsi", kind="digest"))
    assert root.children[0].kind == "message/rfc822"


def test_a_name_comes_from_where_it_is_found():
    root, _ = grow(b"Content-Type: a/b; name=one\nContent-Disposition: attachment; filename=two\n\n")
    assert root.filename == "two"
    assert grow(b"Content-Type: a/b; name=one\n\n")[0].filename == "one"
    assert grow(b"Content-Type: a/b\nContent-Location: three.png\n\n")[0].filename == "three.png"
    assert grow(b"Content-Type: a/b\nContent-Location: http://a/b.png\n\n")[0].filename == ""
