"""The form that the style guide shows."""

from django import forms


class SampleForm(forms.Form):
    name = forms.CharField(label="Name", initial="Elif Yıldız")
    address = forms.EmailField(label="Email address", help_text="We answer here.", required=False)
    situation = forms.ChoiceField(
        label="Situation", choices=[("refund", "Refund"), ("late", "Late delivery")]
    )
    message = forms.CharField(label="Message", widget=forms.Textarea, required=False)
    how = forms.ChoiceField(
        label="How",
        choices=[("email", "By email"), ("phone", "By phone")],
        widget=forms.RadioSelect,
        initial="email",
    )
    agree = forms.BooleanField(label="Send me a copy", required=False)


def good_form(scheme: str) -> SampleForm:
    return SampleForm(auto_id=f"{scheme}_%s")


def wrong_form(scheme: str, part: str) -> SampleForm:
    """As it comes back with two errors. `part` keeps the ids of several on one page apart."""
    given = {"name": "", "address": "elif@", "situation": "late", "how": "email"}
    form = SampleForm(given, auto_id=f"{scheme}_{part}_%s")
    form.is_valid()
    return form
