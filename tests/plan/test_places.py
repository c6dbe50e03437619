"""A sentence without the place that nothing fills."""

import pytest

from layan.plan.places import without


@pytest.mark.parametrize(
    "text, left",
    [
        ("Hello {customer},", "Hello,"),
        ("I am sorry, {customer}, that this happened.", "I am sorry, that this happened."),
        ("Mohon maaf, {customer}.", "Mohon maaf."),
        ("{customer}, thank you.", "thank you."),
        ("{customer}", ""),
        ("Hello {business}, hello {customer}!", "Hello {business}, hello!"),
    ],
)
def test_what_sets_a_place_off_goes_with_it(text, left):
    assert without(text, "customer") == left
