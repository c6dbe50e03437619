"""The front door leads everybody to a page that is hers."""

import pytest

from layan.web.front import first_page
from tests.cast import signed_in


def test_a_customer_comes_to_the_help_centre(client, cast):
    assert client.get("/").headers["Location"] == "/help/"


@pytest.mark.parametrize(
    "who, page",
    [("sari", "/desk/"), ("eko", "/desk/"), ("hadi", "/desk/"), ("melati", "/admin/"), ("dewi", "/plan/")],
)
def test_who_works_here_comes_to_what_she_is_here_for(client, cast, who, page):
    assert signed_in(client, getattr(cast, who)).get("/").headers["Location"] == page


def test_a_first_page_is_never_refused(client, cast):
    for role, user in cast.staff.items():
        answer = signed_in(client, user).get(first_page(user), follow=True)
        assert answer.status_code == 200, role
