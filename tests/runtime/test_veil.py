"""Whoever reads the log does not come in by it."""

import logging
import logging.config

import pytest
from django.test import Client

from layan.runtime import environment, veil
from tests.cast import a_case


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Forbidden: /help/case/AbC_-9/files/xY/", "Forbidden: /help/case/…/files/…/"),
        (
            "/account/link/s3cret/ and /account/invitation/s3cret/?x",
            "/account/link/…/ and /account/invitation/…/?x",
        ),
        (
            "https://x.example/account/password/reset/key/1-ab-cd/",
            "https://x.example/account/password/reset/key/…/",
        ),
        ("/desk/files/s3cret/", "/desk/files/…/"),
        ("Not Found: /help/", "Not Found: /help/"),
    ],
)
def test_what_lets_in_is_veiled(line, told):
    assert veil.veiled(line) == told


def test_so_it_is_in_the_log_of_an_installation(capsys, cast):
    case = a_case(cast)
    logger = logging.getLogger("django.security.csrf")
    given = environment.logging("production")
    made = logging.config.DictConfigurator(given)
    handler = logging.StreamHandler()
    handler.setFormatter(made.configure_formatter(given["formatters"]["line"]))
    logger.addHandler(handler)
    try:
        Client(enforce_csrf_checks=True).post(f"/help/case/{case.key}/", {"text": "x"})
        try:
            raise ValueError(f"/help/case/{case.key}/")
        except ValueError:
            logger.exception("it broke")
    finally:
        logger.removeHandler(handler)
    said = handler.stream and capsys.readouterr().err
    assert "Forbidden" in said and "ValueError" in said and "/help/case/…/" in said
    assert case.token not in said
