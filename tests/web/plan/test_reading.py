"""The plan as a book."""

from datetime import timedelta

import pytest
from django.utils import timezone

from layan.actions import plans
from layan.records.models import PlanVersion
from tests.cast import PAGES, pages, signed_in


@pytest.fixture
def dewi(client, cast):
    return signed_in(client, cast.dewi)


def _text(client, address, **more):
    answer = client.get(address, **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_handbook_has_every_page_with_its_rules(dewi, cast):
    book = _text(dewi, "/plan/")
    for words in ("Email", "Refunds", "Complaint", "Broken machine", "Customer care", "How we treat people"):
        assert words in book
    assert "IDR" in book or "Rp" in book


@pytest.mark.parametrize(
    "key", [path.split("/")[-1].removesuffix(".md") for path in PAGES if ".id." not in path]
)
@pytest.mark.parametrize("language", ["en", "tr"])
def test_each_page_reads(dewi, cast, key, language):
    dewi.cookies["layan_language"] = language
    page = _text(dewi, f"/plan/{key}/")
    assert "What we do, and why." in page


def test_a_page_there_is_not(dewi, cast):
    assert dewi.get("/plan/nothing/").status_code == 404
    assert dewi.get("/plan/versions/99/").status_code == 404


def test_old_and_coming_versions_can_be_read(dewi, cast):
    faster = PAGES["channels/email.md"].replace("4 h", "2 h")
    plans.publish(
        files=pages(email=faster), by=cast.ayu, why="<b>Faster</b>", at=timezone.now(),
        since=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    listed = _text(dewi, "/plan/versions/")
    assert "&lt;b&gt;Faster&lt;/b&gt;" in listed and "Ayu Lestari" in listed
    now, then = _text(dewi, "/plan/email/"), _text(dewi, "/plan/versions/2/email/")
    assert "within 4 open hours" in now and "within 4 open hours" not in then and "not in force" in then
    assert "/plan/versions/2/phone/" in then, "one stays in the version one reads"


def test_prose_cannot_run(dewi, cast):
    evil = pages(email=PAGES["channels/email.md"])
    evil["channels/email.md"] += (
        "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>\n"
    )
    plans.publish(files=evil, by=None, why="", at=timezone.now() - timedelta(seconds=1))
    page = _text(dewi, "/plan/email/")
    assert "<script>alert" not in page and 'href="javascript:' not in page and "<img src=x" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_versions_asks_the_same_however_many(dewi, cast, count, django_assert_max_num_queries):
    for number in range(count):
        rules = PAGES["channels/email.md"].replace("4 h", f"{number + 5} h")
        plans.publish(files=pages(email=rules), by=cast.ayu, why="", at=timezone.now())
    assert PlanVersion.objects.count() == count + 1
    dewi.get("/plan/versions/")
    with django_assert_max_num_queries(12):
        dewi.get("/plan/versions/")


def test_what_changed_reads_as_sentences_with_the_words_marked(dewi, cast):
    faster = PAGES["channels/email.md"].replace("[{within: 4 h}", "[{within: 2 h}")
    files = pages(email=faster, night="kind: team\nname: Night shift\n")
    files["policies/refunds.md"] = files["policies/refunds.md"].replace("What we do, and", "What we did, and")
    del files["teams/bakery.md"]
    plans.publish(files=files, by=cast.ayu, why="<b>Faster</b>", at=timezone.now())
    assert "/plan/versions/1/to/2/" in _text(dewi, "/plan/versions/")
    page = _text(dewi, "/plan/versions/1/to/2/")
    assert "within <del>4 </del><ins>2 </ins>open hours" in page
    assert "What we <del>do, </del><ins>did, </ins>and why." in page
    assert "Night shift" in page and "new page" in page
    assert "Bakery" in page and "page withdrawn" in page and 'href="/plan/versions/1/bakery/"' in page
    assert "&lt;b&gt;Faster&lt;/b&gt;" in page
    assert "Phone" not in page.partition("<main")[2], "what stayed is not told"


def test_versions_that_say_the_same_say_so(dewi, cast):
    assert "The two say the same." in _text(dewi, "/plan/versions/1/to/1/")
    assert dewi.get("/plan/versions/1/to/9/").status_code == 404
