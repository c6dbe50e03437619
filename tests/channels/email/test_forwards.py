"""Who wrote the mail inside the mail."""

from layan.channels.email.forwards import pasted


def _senders(text):
    return [str(one.sender) for one in pasted(text)]


def test_a_block_below_a_rule():
    text = "FYI\n\n---------- Forwarded message ---------\nFrom: Budi Contoh <budi@example.org>\n"
    (one,) = pasted(text + "Date: Mon, 2 Jun 2025\nSubject: Mesin cuci\nTo: <a@example.net>\n\nIsi")
    assert (str(one.sender), one.subject, one.date) == (
        "Budi Contoh <budi@example.org>",
        "Mesin cuci",
        "Mon, 2 Jun 2025",
    )


def test_blocks_one_below_the_other_outermost_first():
    block = "Kimden: {0} <{0}@example.org>\nGönderildi: 2 Haziran 2025\nKime: x@example.net\nKonu: İade\n\nİsi\n\n"
    assert _senders(block.format("deniz") + block.format("ayse")) == [
        "deniz <deniz@example.org>",
        "ayse <ayse@example.org>",
    ]


def test_blocks_that_are_marked_and_wrapped():
    text = "> *Dari:* Budi Contoh\n> <budi@example.org>\n> *Tanggal:* Sen, 2 Jun\n> *Subjek:* Halo\n"
    assert _senders(text) == ["Budi Contoh <budi@example.org>"]


def test_a_form_is_no_forward():
    assert _senders("From: Jakarta\nTo: Surabaya\nDate: besok\n") == []
