"""HTML divided where programs say; the collection beside test_quotes.py has the usual ones."""

import pytest

from layan.channels.email import plaintext, quotes_html

BEFORE, QUOTE = "<div>Baru</div>", "<p>Lama</p>"


@pytest.mark.parametrize(
    "marked",
    [
        f'<div class="gmail_quote">{QUOTE}</div>',
        f'<div class="x_gmail_quote">{QUOTE}</div>',
        f'<blockquote type="cite">{QUOTE}</blockquote>',
        f"<BLOCKQUOTE TYPE=CITE>{QUOTE}</BLOCKQUOTE>",
        f'<div class="yahoo_quoted">{QUOTE}</div>',
        f'<div id="yahoo_quoted_12">{QUOTE}</div>',
        f'<hr><div id="divRplyFwdMsg"></div>{QUOTE}',
        f'<div id="appendonsend"></div><hr>{QUOTE}',
        f'<hr id="stopSpelling">{QUOTE}',
        f'<div class="moz-cite-prefix">Dia:</div><blockquote type="cite">{QUOTE}</blockquote>',
        f'<div id="mail-editor-reference-message-container">{QUOTE}</div>',
        f'<blockquote class="tutanota_quote">{QUOTE}</blockquote>',
        f'<div class="layan_quote">{QUOTE}</div>',
        f"<div name='quote'>{QUOTE}</div>",
    ],
)
def test_a_mark_is_known(marked):
    found = quotes_html.divide(BEFORE + marked)
    assert (found.new, found.quoted) == (BEFORE, True)
    assert plaintext.of_html(found.rest).endswith("Lama")


def test_without_a_mark_all_is_new():
    assert quotes_html.split(BEFORE + QUOTE) == (BEFORE + QUOTE, "")
    assert quotes_html.split("") == ("", "")


def test_the_words_that_introduce_a_quote_go_with_it():
    html = f"{BEFORE}Pada 2 Jun 2025 B &lt;b@example.com&gt; menulis:<br><blockquote type=cite>{QUOTE}</blockquote>"
    assert quotes_html.split(html)[0] == BEFORE


def test_answers_between_block_quotes_stay():
    html = f"<blockquote type=cite>{QUOTE}</blockquote>ya<blockquote type=cite>{QUOTE}</blockquote>tidak"
    assert plaintext.of_html(quotes_html.split(html)[0]) == "yatidak"


def test_a_signature_goes_and_is_no_quote():
    found = quotes_html.divide(f'{BEFORE}<div class="gmail_signature">Budi</div>')
    assert (found.new, found.quoted) == (BEFORE, False)


def test_a_line_across_the_page_alone_is_no_quote():
    html = f'{BEFORE}<div style="border:none;border-top:solid #E1E1E1 1.0pt"><b>Total:</b> 5</div>'
    assert quotes_html.split(html) == (html, "")


def test_a_forward_in_gmail_goes_as_a_whole():
    html = (
        f'{BEFORE}<div class="gmail_quote"><div class="gmail_attr">---------- Pesan terusan ---------<br>'
        f"Dari: B</div>{QUOTE}<blockquote>lama</blockquote>lagi</div>"
    )
    assert quotes_html.split(html)[0] == BEFORE
