"""`layan plan may`"""


def test_who_may_what(answer, folder):
    def verdict(role, amount, offer="refund"):
        asked = ["may", folder, "--situation", "refund", "--role", role, "--offer", offer, "--amount", amount]
        found = answer(*asked)
        return found["verdict"], found["decider"]

    assert verdict("representative", "500000 IDR") == ("yes", None)
    assert verdict("representative", "500001 IDR") == ("ask", "lead")
    assert verdict("lead", "2000001 IDR") == ("ask", "manager")
    assert verdict("manager", "2000001 IDR") == ("yes", None)
    assert verdict("trainer", "1 IDR") == ("ask", "representative")
    assert verdict("service-centre", "1 IDR", "replacement") == ("yes", None)
    assert verdict("Service Centre", "1 IDR", "replacement") == ("yes", None)
    assert verdict("representative", "1 IDR", "credit") == ("no", None)


def test_a_decision_is_due_by_the_hours_of_the_channel(answer, folder):
    asked = ["may", folder, "--situation", "refund", "--role", "representative", "--offer", "refund"]
    found = answer(*asked, "--amount", "600000 IDR", "--channel", "email", "--at", "2026-03-02T20:00")
    assert found["due"] == "2026-03-03T01:00:00Z"


def test_a_sentence_for_every_answer(layan, folder):
    may = ["may", folder, "--situation", "refund", "--offer", "refund", "--amount", "600000 IDR", "--role"]
    assert layan(*may, "manager")[1].startswith("A manager may give this: refund, Rp 600,000.\n")
    assert layan(*may, "representative")[1].startswith(
        "A representative may not give this alone: refund, Rp 600,000; a lead decides.\n"
    )
    nobody = ["may", folder, "--offer", "credit", "--role", "lead"]
    assert layan(*nobody)[1].startswith("A lead may not give this, and nobody else may: credit.\n")
