"""Tags and their places."""

from layan.channels.email.markup import tags, whole


def _names(html):
    return [("/" if tag.closing else "") + tag.name for tag in tags(html)]


def test_tags_come_in_order_and_lower_case():
    assert _names("<P>a<BR/>b</P>") == ["p", "br", "/p"]


def test_what_is_never_shown_comes_as_one():
    assert _names("<!-- <b> --><style>p{}</style><p><script>1<2</script><!DOCTYPE x>") == [
        "unshown", "unshown", "p", "unshown", "unshown",
    ]  # fmt: skip


def test_angles_in_attributes_do_not_end_a_tag():
    (tag,) = tags("<a title=\"1 > 2\" data-x='>' href=http://a/b>")
    assert (tag.get("title"), tag.get("href"), tag.get("data-x")) == ("1 > 2", "http://a/b", ">")


def test_attributes_are_unescaped_and_may_be_absent():
    (tag,) = tags('<a CLASS="x &amp; y">')
    assert (tag.get("class"), tag.get("id")) == ("x & y", "")


def test_less_than_is_no_tag():
    assert _names("a < b <3 <b>") == ["b"]


def test_an_element_ends_where_its_own_tag_closes():
    html = "<div><DIV>a</div></div><p>b"
    first = next(tags(html))
    assert html[first.start : whole(html, first)] == "<div><DIV>a</div></div>"
    last = list(tags(html))[-1]
    assert whole(html, last) == len(html)
