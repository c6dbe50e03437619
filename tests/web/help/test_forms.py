"""What customers fill in."""

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import translation

from layan.web.help import forms


def test_each_network_address_is_counted_by_itself(monkeypatch):
    monkeypatch.setattr(forms, "PER_HOUR", 1)
    cache.clear()
    here, there = (RequestFactory().post("/", REMOTE_ADDR=address) for address in ("10.0.0.1", "10.0.0.2"))
    assert [forms.too_many(here), forms.too_many(here), forms.too_many(there)] == [False, True, False]
    cache.clear()


def test_who_has_a_whole_network_is_one(monkeypatch):
    monkeypatch.setattr(forms, "PER_HOUR", 1)
    cache.clear()
    asked = [
        RequestFactory().post("/", REMOTE_ADDR=address)
        for address in ("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", "2001:db8:1:2::1", "unknown")
    ]
    assert [forms.too_many(one) for one in asked] == [False, True, False, False]
    cache.clear()


def test_files_are_counted_by_their_size(monkeypatch):
    monkeypatch.setattr(forms, "BYTES_PER_HOUR", 1000)
    cache.clear()
    asked = [
        RequestFactory().post(
            "/", {"attachments": [SimpleUploadedFile("a", b"x" * 400) for _ in range(number)]}
        )
        for number in (2, 0, 1)
    ]
    assert [forms.too_many(one) for one in asked] == [False, False, True]
    cache.clear()


def test_a_crowd_does_not_make_it_forget(monkeypatch):
    monkeypatch.setattr(forms, "PER_HOUR", 1)
    cache.clear()
    first = RequestFactory().post("/", REMOTE_ADDR="10.0.0.1")
    forms.too_many(first)
    for number in range(1000):
        forms.too_many(RequestFactory().post("/", REMOTE_ADDR=f"10.1.{number // 250}.{number % 250}"))
    assert forms.too_many(first)
    cache.clear()


def test_its_limits_are_said_in_the_language_of_the_reader():
    with translation.override("id"):
        said = forms.AnswerForm().fields["attachments"].help_text
    assert said == "Paling banyak 10 berkas, masing-masing hingga 25 MB."


def test_an_answer_needs_words():
    assert not forms.AnswerForm({"text": "\n "}).is_valid()
    form = forms.AnswerForm({"text": " Hello "})
    assert form.is_valid() and form.cleaned_data["text"] == "Hello" and form.attached() == []
