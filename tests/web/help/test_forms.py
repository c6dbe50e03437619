"""What customers fill in."""

from django.core.cache import cache
from django.test import RequestFactory
from django.utils import translation

from layan.web.help import forms


def test_each_network_address_is_counted_by_itself(monkeypatch):
    monkeypatch.setattr(forms, "PER_HOUR", 1)
    cache.clear()
    here, there = (RequestFactory().post("/", REMOTE_ADDR=address) for address in ("10.0.0.1", "10.0.0.2"))
    assert [forms.too_many(here), forms.too_many(here), forms.too_many(there)] == [False, True, False]
    cache.clear()


def test_its_limits_are_said_in_the_language_of_the_reader():
    with translation.override("id"):
        said = forms.AnswerForm().fields["attachments"].help_text
    assert said == "Paling banyak 10 berkas, masing-masing hingga 25 MB."


def test_an_answer_needs_words():
    assert not forms.AnswerForm({"text": "\n "}).is_valid()
    form = forms.AnswerForm({"text": " Hello "})
    assert form.is_valid() and form.cleaned_data["text"] == "Hello" and form.attached() == []
