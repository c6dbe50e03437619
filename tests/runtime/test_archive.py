"""A backup as a file: whole or not there, and refused when a byte is wrong."""

import gzip
import hashlib
import tarfile

import pytest

from layan.runtime import archive

CONTENT = b"x" * 5000
NAME = f"files/ab/{hashlib.sha256(CONTENT).hexdigest()}"


@pytest.fixture
def made(tmp_path):
    (tmp_path / "one").write_bytes(CONTENT)
    target = tmp_path / "backup.tar.gz"
    with archive.writing(target) as writer:
        assert writer.add(NAME, tmp_path / "one") == NAME[-64:]
        writer.close({"layan": "0.1.0"})
    return target


@pytest.fixture
def empty(tmp_path):
    (tmp_path / "into").mkdir()
    return tmp_path / "into"


def test_what_went_in_comes_out(made, empty):
    about = archive.unpack(made, empty)
    assert (empty / NAME).read_bytes() == CONTENT
    assert about["members"] == {NAME: {"size": 5000, "sha256": NAME[-64:]}}
    assert made.stat().st_mode & 0o077 == 0


def test_until_it_is_whole_there_is_nothing(tmp_path):
    with pytest.raises(RuntimeError), archive.writing(tmp_path / "backup.tar.gz"):
        raise RuntimeError("the disk is full")
    assert list(tmp_path.iterdir()) == []


def test_every_flipped_byte_is_noticed(made, empty):
    """Unless what is unpacked is the same nevertheless: two codes may stand for one thing, and nobody reads the date
    in gzip's head."""
    whole = made.read_bytes()
    refused = 0
    for place in range(10, len(whole)):
        made.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            archive.unpack(made, empty / str(place))
        except archive.Damaged:
            refused += 1
        else:
            assert gzip.decompress(made.read_bytes()) == gzip.decompress(whole)
    assert refused > len(whole) * 0.8


@pytest.mark.parametrize("left", [0, 10, 100, -1, -8])
def test_a_file_that_broke_off_is_noticed(made, empty, left):
    made.write_bytes(made.read_bytes()[:left])
    with pytest.raises(archive.Damaged):
        archive.unpack(made, empty)


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "files/ab/../../outside", "static/x", NAME])
def test_a_member_with_another_name_is_refused(tmp_path, empty, name):
    """A manifest that lies, too: it says nothing of this member."""
    (tmp_path / "one").write_bytes(b"something else")
    with archive.writing(tmp_path / "backup.tar.gz") as writer:
        writer.add(name, tmp_path / "one")
        writer.members.clear()
        writer.close({})
    with pytest.raises(archive.Damaged):
        archive.unpack(tmp_path / "backup.tar.gz", empty)
    assert not (tmp_path / "outside").exists()


def test_a_link_is_refused(tmp_path, empty):
    with tarfile.open(tmp_path / "backup.tar.gz", "w:gz") as tar:
        link = tarfile.TarInfo(NAME)
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(archive.Damaged):
        archive.unpack(tmp_path / "backup.tar.gz", empty)
