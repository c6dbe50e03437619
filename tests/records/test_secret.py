"""Passwords of mailboxes are kept so that the database alone gives nothing away."""

import pytest

from layan.records.secret import KeyChanged, seal, unseal


def test_sealed_and_opened_again():
    sealed = seal({"password": "kopi"})
    assert "kopi" not in sealed and seal({"password": "kopi"}) != sealed
    assert unseal(sealed) == {"password": "kopi"}
    assert unseal("") == {}


def test_another_installation_reads_nothing(settings):
    sealed = seal({"password": "kopi"})
    settings.SECRET_KEY = "another"
    with pytest.raises(KeyChanged):
        unseal(sealed)
    with pytest.raises(KeyChanged):
        unseal(sealed[:-4] + "AAAA")
