import pytest

from tests.plan.small_plan import page, told


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("situations: refunds", "Did you mean refund?"),
        ("situations: email", "Use one of these: refund."),
        ("channels: refund", "Use one of these: email."),
        ("authority: [{offer: a, by: workshp}]", "Did you mean workshop?"),
        ("authority: [{offer: a, by: lead, above: care}]", "Write department: true on its page."),
    ],
)
def test_what_is_not_there(written, instead):
    ((_, _, code, said),) = told(page("policy", written))
    assert (code, said) == ("reference", instead)


def test_there_may_be_nothing_to_choose_from():
    assert [problem[3] for problem in told(page("procedure", "channels: fax", "situations: none"))] == [
        "Use one of these: email.", "Use one of these: refund.",
    ]  # fmt: skip
