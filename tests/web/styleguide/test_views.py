import re

import pytest
from django.test import Client

from layan.web.styleguide.views import PAGES

pytestmark = pytest.mark.django_db


def test_the_guide_shows_every_component_in_both_schemes():
    page = Client().get("/styleguide/").content.decode()
    assert page.count('data-scheme="light"') == page.count('data-scheme="dark"') > 30


@pytest.mark.parametrize("name", PAGES)
def test_every_layout_stands(name):
    answer = Client().get(f"/styleguide/{name}/")
    assert answer.status_code == 200
    ids = re.findall(r'\sid="([^"]+)"', answer.content.decode())
    assert [each for each in ids if ids.count(each) > 1] == []


def test_other_names_are_not_found():
    assert Client().get("/styleguide/nothing/").status_code == 404
