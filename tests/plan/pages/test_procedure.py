import pytest

from layan.plan.pages.procedure import Procedure, Step, Words, fill
from tests.plan.small_plan import files, page, plan, problems, rules, told

STEPS = (
    "steps:",
    "  - Say sorry, and say it first",
    "  - do: Check the receipt",
    "    say: {en: May I see it?, id: Boleh?}",
)
WORDS = (
    "words:",
    "  - name: apology",
    '    en: "I am sorry, {customer}."',
    '    id: "Mohon maaf, {customer}."',
)


def test_every_key_of_a_procedure():
    assert rules("procedure", "situations: refund", "channels: [email]", *STEPS, *WORDS) == Procedure(
        ("refund",), ("email",),
        (Step("Say sorry, and say it first"), Step("Check the receipt", {"en": "May I see it?", "id": "Boleh?"})),
        (Words("apology", {"en": "I am sorry, {customer}.", "id": "Mohon maaf, {customer}."}),),
    )  # fmt: skip
    assert rules("procedure") == Procedure()


def test_steps_in_another_language():
    translated = "---\nname: Pengembalian\nsteps: [Minta maaf, Periksa struk]\n---\nIsi.\n"
    found = plan(refunding=page("procedure", *STEPS), **{"refunding.id": translated}).procedures["refunding"]
    assert [step.do for step in found.rules.steps_in("id")] == ["Minta maaf", "Periksa struk"]
    assert found.rules.steps_in("id")[1].say == found.rules.steps[1].say
    assert found.rules.steps_in("tr") == found.rules.steps
    assert (found.names, found.prose) == ({"en": "A page", "id": "Pengembalian"}, {"id": "Isi."})


@pytest.mark.parametrize(
    ("lines", "line", "column", "code"),
    [
        (["steps: [Minta maaf]"], 2, 8, "translation"),
        (["steps: [Minta maaf, {do: Periksa}]"], 2, 21, "type"),
        (["words: []"], 2, 1, "unknown-key"),
        (["kind: procedure"], 2, 1, "unknown-key"),
    ],
)
def test_a_translation_says_no_rules(lines, line, column, code):
    translated = "\n".join(["---", *lines, "---", ""])
    found = problems(files(refunding=page("procedure", *STEPS), **{"refunding.id": translated}))
    assert [(p.position.file, p.position.line, p.position.column, p.code) for p in found] == [
        ("refunding.id.md", line, column, code)
    ]


@pytest.mark.parametrize(
    ("line", "column", "code", "instead"),
    [
        ("steps: [{say: {en: Hello}}]", 9, "missing", "Add do:."),
        ("steps: [{do: Check, say: Hello}]", 26, "type", "Write them between braces or below."),
        ("steps: Check", 8, "type", "Write it like this: [Check]."),
        ("words: [{name: apology}]", 9, "missing", "Add one, for example en:."),
        ('words: [{name: a, en: "Dear {custmer}"}]', 23, "unknown-word", "Did you mean customer?"),
        ('words: [{name: a, en: "Dear {"}]', 23, "unknown-word", "Write a place like {customer}."),
        ('words: [{name: a, xx: "Dear"}]', 19, "unknown-key", "Use one of these: name."),
        ("words: [{en: Dear}]", 9, "missing", "Add name:."),
    ],
)
def test_where_it_is_wrong(line, column, code, instead):
    assert (4, column, code, instead) in told(page("procedure", line))


def test_filling_in():
    assert fill("{customer}, your case {case}", {"customer": "{case}", "case": "7"}) == "{case}, your case 7"
    assert fill("Dear {customer}", {}) == "Dear {customer}"
