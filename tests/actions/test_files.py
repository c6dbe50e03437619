"""Files: kept once, never under the name somebody gave them."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connections

from layan.actions import files
from layan.records.models import StoredFile


@pytest.mark.django_db
def test_the_same_content_is_kept_once():
    one, two = files.store(b"the same"), files.store(b"the same")
    assert one == two and one.size == 8
    with files.reading(one) as content:
        assert content == b"the same"


@pytest.mark.django_db
def test_a_file_that_is_lost_is_written_again():
    row = files.store(b"came back")
    default_storage.delete(row.path)
    StoredFile.objects.all().delete()
    with files.reading(files.store(b"came back")) as content:
        assert content == b"came back"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_keep_one():
    def work(_):
        try:
            return files.store(b"both at once").pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(work, range(8)))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/passwd", "../../etc/passwd"), ("", "file"), ("x" * 300, "x" * 255)]
)
def test_a_name_is_shown_and_never_a_path(name, kept):
    attachment = files.attach(content=b"a", name=name)
    assert attachment.name == kept
    assert ".." not in attachment.file.path and len(attachment.token) == 22


@pytest.mark.django_db
def test_what_kind_it_is_is_guessed_where_nobody_says():
    assert files.attach(content=b"a", name="a.png").mime == "image/png"
    assert files.attach(content=b"a", name="a").mime == "application/octet-stream"
    assert files.attach(content=b"a", name="a.png", mime="text/plain").mime == "text/plain"


@pytest.mark.django_db
def test_what_a_killed_process_left_is_not_taken_for_the_file():
    digest = hashlib.sha256(b"all of it").hexdigest()
    place = Path(default_storage.path(f"{digest[:2]}/{digest}"))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"all")
    with files.reading(files.store(b"all of it")) as content:
        assert content == b"all of it"
    assert [path.name for path in place.parent.iterdir() if path.name.startswith(digest)] == [digest]
