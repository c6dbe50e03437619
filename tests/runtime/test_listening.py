"""A port one cannot listen on is told from a port that is taken, and a number that is no port from both."""

import argparse
import socket

import pytest

from layan.plan.wording import Speaker
from layan.runtime.listening import port, taken


def test_a_free_port_is_fine():
    assert taken("127.0.0.1", ((0, "--port"),)) is None


def test_a_taken_port_is_said_with_the_option_that_gives_it():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        said = taken("127.0.0.1", ((0, "--port"), (number, "--lmtp-port")))
    words = Speaker("en", "UTC")(said)
    assert f"Port {number} is taken" in words
    assert "--lmtp-port" in words


def test_an_address_that_is_not_of_this_machine_is_no_taken_port():
    words = Speaker("en", "UTC")(taken("192.0.2.1", ((4711, "--port"),)))
    assert "taken" not in words
    assert "4711 of 192.0.2.1" in words


@pytest.mark.parametrize("written", ["99999", "-1", "http"])
def test_what_is_no_port_is_refused_by_the_parser(written, capsys):
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=port)
    with pytest.raises(SystemExit):
        parser.parse_args([f"--port={written}"])
    assert f"invalid port value: '{written}'" in capsys.readouterr().err
