"""Nothing in a mail runs, reaches out or leaves its frame."""

from time import process_time

import pytest

from layan.channels.email.html import BLOCKED, has_blocked, sanitise

CIDS = {"foto@example.org": "/files/1?a=b&c=d"}


def _shown(html, remote_images=False):
    return sanitise(html, CIDS, remote_images)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x</p>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' jAva\nscript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<a href='vbscript:alert(1)'>x</a>",
        "<svg><script>alert(1)</script></svg>",
        "<svg onload=alert(1)>",
        "<math><mi xlink:href='javascript:alert(1)'>",
        "<iframe src='https://example.net'></iframe>",
        "<object data='https://example.net'></object><embed src='https://example.net'>",
        "<form action='https://example.net'><input name=a><button>b</button></form>",
        "<meta http-equiv=refresh content='0;url=https://example.net'>",
        "<base href='https://example.net/'>",
        "<link rel=stylesheet href='https://example.net/a.css'>",
        "<style>@import 'https://example.net/a.css';</style>",
        "<div style='background:url(https://example.net/a)'>x</div>",
        "<div style='background-color:url(https://example.net/a)'>x</div>",
        "<div style='color:expression(alert(1))'>x</div>",
        "<div style='\\62 ackground:u\\72l(https://example.net)'>x</div>",
        "<div style='list-style:url(https://example.net)'>x</div>",
        "<table background='https://example.net/a'><tr><td background='https://example.net/b'>x</table>",
        "<img srcset='https://example.net/a 1x'>",
        "<video poster='https://example.net/a' src='https://example.net/b'></video>",
        "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<template><script>alert(1)</script></template>",
        "<p style='position:fixed;top:0;z-index:9'>x</p>",
    ],
)
def test_what_harms_is_gone(html):
    shown = _shown(html).lower()
    for word in (
        "script",
        "alert",
        "onerror",
        "onclick",
        "onload",
        "example.net",
        "<form",
        "<input",
        "<iframe",
        "position",
    ):
        assert word not in shown


def test_remote_pictures_wait_until_asked_for():
    html = '<img src="https://example.net/a.png" alt="x"><img src="//example.net/b.png">'
    assert _shown(html) == f'<img class="{BLOCKED}" alt="x"><img class="{BLOCKED}">'
    assert has_blocked(_shown(html))
    asked = _shown(html, remote_images=True)
    assert 'src="https://example.net/a.png"' in asked and 'src="https://example.net/b.png"' in asked
    assert not has_blocked(asked)


@pytest.mark.parametrize(
    "source", ["cid:foto@example.org", "CID:FOTO@EXAMPLE.ORG", "cid:%3Cfoto@example.org%3E"]
)
def test_pictures_of_the_mail_come_from_us(source):
    assert _shown(f'<img src="{source}">') == '<img src="/files/1?a=b&amp;c=d">'


def test_pictures_nobody_knows_are_empty():
    assert _shown('<img src="cid:other"><img src="a.png"><img src="cid:layan-0">') == "<img><img><img>"


def test_small_pictures_may_stand_in_the_mail():
    picture = '<img src="data:image/png;base64,iVBORw0KGgo=">'
    assert _shown(picture) == picture


def test_links_open_elsewhere_and_tell_nothing():
    assert _shown('<a href="https://example.org/a">x</a>') == (
        '<a href="https://example.org/a" target="_blank" rel="noopener noreferrer nofollow">x</a>'
    )
    assert 'href="mailto:a@example.org"' in _shown('<a href="mailto:a@example.org">x</a>')
    assert "href" not in _shown('<a href="/desk/">x</a>')


def test_what_the_sender_laid_out_stays():
    cell = '<td colspan="2" style="color:rgb(1, 2, 3);padding:4px">x</td>'
    html = f'<table width="100%" bgcolor="#fff"><tbody><tr>{cell}</tr></tbody></table>'
    shown = _shown(html)
    for piece in ('width="100%"', 'bgcolor="#fff"', 'colspan="2"', "color:rgb(1, 2, 3)", "padding:4px"):
        assert piece in shown


def test_what_no_person_nests_comes_as_text():
    deep = "<div>x" * 20_000
    start = process_time()
    assert _shown(deep).startswith("<pre")
    assert process_time() - start < 2
    assert _shown("<p>x" * 500).count("<p>") == 500
