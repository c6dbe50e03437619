"""HTML as text."""

import pytest

from layan.channels.email.plaintext import of_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<div>a<br></div><div>b</div>", "a\nb"),
        ("a<br><br>b", "a\n\nb"),
        ("a  \n b<b> c </b>d", "a b c d"),
        ("<b>a</b><i>b</i>", "ab"),
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
        ("<ol><li><p>a</p></li><li>b<ul><li>c</ul></ol>", "1. a\n\n2. b\n  - c"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a&nbsp;&amp;&lt;b&gt;", "a &<b>"),
        ("<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>b</p>", "a\n\nb"),
        ("<head><title>t</title><style>s</style></head><script>1</script>a<!-- c -->b", "ab"),
        ("<!DOCTYPE html><![if !mso]>a<![endif]>", "a"),
        ('a<span style="display:none">b<span>c</span></span>d', "ad"),
        ('a <img alt="😀"> <img alt="a long description of a picture">', "a 😀"),
        ("", ""),
        ("<p>&nbsp;</p>", ""),
        ("a\0b\u202ec", "abc"),
        ("<b", "<b"),
        ("1 < 2 > 0", "1 < 2 > 0"),
    ],
)
def test_html_is_told_as_text(html, text):
    assert of_html(html) == text


def test_any_depth_is_read():
    assert of_html("<div>" * 20_000 + "dalam") == "dalam"
