"""Signatures and seals, as far as they can be told without keys."""

from layan.channels.email import sealed
from layan.channels.email.tree import grow

OID = bytes.fromhex("06092a864886f70d010701")


def _part(content, head=b"Content-Type: application/pkcs7-mime; smime-type=signed-data"):
    return grow(head + b"\n\n" + content)[0]


def _signed(*pieces, indefinite=False):
    octets = b"".join(b"\x04" + bytes([len(piece)]) + piece for piece in pieces)
    if indefinite:
        return b"0\x80" + OID + b"\xa0\x80\x24\x80" + octets + b"\0\0\0\0"
    return b"0\x82\0\0" + OID + b"\xa0" + bytes([len(octets)]) + octets


def test_the_mail_inside_an_opaque_signature():
    assert sealed.inside(_part(_signed(b"Subject: a\n\nIsi"))) == b"Subject: a\n\nIsi"
    assert sealed.inside(_part(_signed(b"Subject: ", b"a\n\nIsi", indefinite=True))) == b"Subject: a\n\nIsi"


def test_what_cannot_be_read_is_none():
    for content in (
        b"",
        b"nonsense",
        OID,
        OID + b"\xa0",
        OID + b"\xa0\x84\xff\xff\xff\xff",
        b"0\x80" + OID + b"\x24\x80" * 50,
    ):
        assert sealed.inside(_part(content)) is None


def test_a_type_or_the_content_tells_a_signature_from_a_seal():
    bare = b"Content-Type: application/x-pkcs7-mime; name=smime.p7m"
    assert sealed.is_opaque_signature(_part(_signed(b"a: b"), bare))
    assert not sealed.is_opaque_signature(_part(b"0\x80other", bare))
    assert not sealed.is_opaque_signature(
        _part(b"", b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data")
    )


def test_armour_is_taken_off():
    signature = "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----"
    text = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIsi\n- -- \n{signature}\nlagi"
    assert sealed.armour(text) == sealed.Bare("Isi\n-- \nlagi", signed=True, outside=True)
    assert sealed.armour("-----BEGIN PGP MESSAGE-----\n\nx").encrypted
    quoted = "> -----BEGIN PGP MESSAGE-----"
    assert sealed.armour(quoted) == sealed.Bare(quoted)
    assert not sealed.armour("-----BEGIN PGP SIGNED MESSAGE-----\nno end").signed
    assert not sealed.armour(text.removesuffix("lagi")).outside
