"""Where a signature begins."""

import pytest

from layan.channels.email.signatures import is_mobile, signature_start

ADDED = """Sent from my iPhone|Sent from my Galaxy S24|Get Outlook for iOS|Sent from Yahoo Mail on Android
    |Dikirim dari iPhone saya|Dikirim dari Yahoo Mail di Android|Dapatkan Outlook untuk Android<https://aka.ms/x>
    |Dihantar daripada iPad saya|Dihantar daripada Samsung Galaxy saya|iPhone'umdan gönderildi
    |iPad’imden gönderildi|Galaxy cihazımdan gönderildi|Android’den gönderildi|iPhone için Outlook'u edinin
    |Von meinem iPhone gesendet|Envoyé de mon iPhone|Enviado desde mi iPhone|Inviato da iPhone
    |Verstuurd vanaf mijn iPad|*Sent from my iPhone*"""
WRITTEN = """Sent from my desk, is much easier than my phone.|Dikirim dari gudang kemarin sore
    |Ürün dün gönderildi|Barang dihantar daripada Kuala Lumpur semalam|The parcel was sent from Bandung
    |Fatura gönderildi mi?"""


@pytest.mark.parametrize("line", ADDED.split("|"))
def test_what_telephones_add(line):
    assert is_mobile(line.strip())


@pytest.mark.parametrize("line", WRITTEN.split("|"))
def test_what_people_write(line):
    assert not is_mobile(line.strip())


def _above(text):
    lines = text.split("\n")
    return "\n".join(lines[: signature_start(lines)]).strip()


@pytest.mark.parametrize(
    "signature",
    ["-- \nBudi", "--\nBudi", "Salam,\nBudi", "Hormat saya,\n\nBudi Contoh\n0812", "Saygılarımla\nAyşe", "-Budi Contoh",
     "Yang benar,\nAminah", "Best regards,\nJane Example\nExample Ltd", "______\nnews mailing list\nnews@example.net"],
)  # fmt: skip
def test_a_signature_is_told_from_what_was_written(signature):
    assert _above(f"Mesin saya rusak.\n\n{signature}") == "Mesin saya rusak."


@pytest.mark.parametrize(
    "text",
    ["-- \nBudi", "Salam,\nBudi", "Salam,\nkapan teknisi datang ke rumah saya minggu ini atau minggu depan?",
     "Daftar:\n- satu\n- dua", "a -- b", "-----\ngaris\n-----", "Salam"],
)  # fmt: skip
def test_something_always_stays(text):
    assert _above(text) == text
