"""What customers fill in."""

from ipaddress import ip_address, ip_network
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from layan.actions.messages import File

MOST_FILE = 25 * 1024 * 1024
MOST_FILES = 10
PER_HOUR = 30
"""Messages one network address may leave in an hour; a real customer stays far below."""
BYTES_PER_HOUR = 500 * 1024 * 1024
"""Of their files."""


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each of them not too large."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFiles(), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = [super(FilesField, self).clean(one, initial) for one in (data or []) if one]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("{n} files at most.").format(n=MOST_FILES))
        for one in files:
            if one.size > MOST_FILE:
                text = _("{name} is larger than {size} MB; send a smaller one, or a link to it.")
                raise forms.ValidationError(text.format(name=one.name, size=MOST_FILE // 1024**2))
        return files


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=100_000,
        strip=True,
    )
    attachments = FilesField(label=gettext_lazy("Photos or files"))
    website = forms.CharField(required=False, widget=forms.HiddenInput())  # only machines fill this in

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = _("{n} at most, each up to {size} MB.").format(n=MOST_FILES, size=MOST_FILE // 1024**2)
        again = _("Please choose your files again: a browser does not keep them.")
        self.fields["attachments"].help_text = f"{limits} {again}" if self.files else limits

    def attached(self) -> list[File]:
        """The files, read."""
        return [
            File(one.name or "file", one.read(), one.content_type or "")
            for one in self.cleaned_data["attachments"]
        ]


class WriteForm(AnswerForm):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your email address"),
        help_text=gettext_lazy("The answer goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    situation = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    subject = forms.CharField(label=gettext_lazy("In a few words"), max_length=300)

    field_order = ("name", "email", "situation", "subject", "text", "attachments")

    def __init__(self, *args: Any, situations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["situation"].choices = [("", _("Something else")), *situations]  # type: ignore[attr-defined]


def too_many(request: HttpRequest) -> bool:
    """Whether this network address has written too much within the hour."""
    key = f"help-{_network(request.META.get('REMOTE_ADDR', ''))}"
    size = sum(one.size or 0 for name in request.FILES for one in request.FILES.getlist(name))
    return _counted(key, 1) > PER_HOUR or _counted(f"{key}-bytes", size) > BYTES_PER_HOUR


def _counted(key: str, more: int) -> int:
    """The sum within the hour since it was first asked."""
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key, more)
    except ValueError:  # the hour ended in between
        return more


def _network(address: str) -> str:
    """Of the newer addresses one customer has a whole network: its first half names him."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def too_many_words() -> str:
    return _("Too many messages from here; please wait a while, or write an email.")
