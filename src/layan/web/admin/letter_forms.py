"""The form of a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from layan.actions import letters


class LetterForm(forms.Form):
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300)
    body = forms.CharField(
        label=gettext_lazy("Words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 16})
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self) -> str:
        return " ".join(str(self.cleaned_data["subject"]).split())

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for field in ("subject", "body"):
            if field in given:
                self._check(field, given[field])
        return given

    def _check(self, field: str, text: str) -> None:
        try:
            letters.check_places(self.kind, text)
            if field == "body":
                letters.check_needed(self.kind, text)
        except letters.UnknownPlace as unknown:
            self.add_error(field, self._unknown(str(unknown)))
        except letters.MissingPlace as missing:
            self.add_error(field, _("Without {place} this letter says nothing.").format(place=missing))

    def _unknown(self, place: str) -> str:
        if place in ("{", "}"):
            return _("A brace stands alone. To write one that is no place, write it twice: {{ or }}.")
        known = ", ".join("{" + name + "}" for name in sorted(letters.PLACES[self.kind]))
        return _("Nothing fills %(place)s. What may stand here: %(known)s.") % {
            "place": place,
            "known": known,
        }
