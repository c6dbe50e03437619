"""`layan plan show`"""

from tests.plan import kept_plan


def test_show_has_every_page(answer, layan, folder):
    pages = answer("show", folder)["pages"]
    assert len(pages) == len([path for path in kept_plan.FILES if not path.endswith(".id.md")])
    assert [page["kind"] for page in pages[:2]] == ["business", "profile"]
    assert all(page["rules"] and page["prose"] for page in pages)
    indonesian = answer("show", folder, "--language", "id")
    assert indonesian["language"] == "id"
    assert {"Telepon"} <= {page["name"] for page in indonesian["pages"]}
    assert {page["prose"] for page in indonesian["pages"]} == {"Isi."}
    assert "- Nobody is on hold for over 60 seconds." in layan("show", folder)[1].splitlines()
