"""`layan plan due` for one case."""


def test_names_may_be_written_as_one_likes(answer, folder):
    for target in ("first_reply", "first-reply", "first reply", "First Reply"):
        asked = ["due", folder, "--channel", "email", "--target", target, "--from", "2026-03-02T08:00"]
        assert answer(*asked)["due"] == "2026-03-02T05:00:00Z"


def test_more_is_said_of_a_case(answer, folder):
    asked = ["due", folder, "--channel", "email", "--from", "2026-03-02T08:00", "--target"]
    urgent = answer(*asked, "first_reply", "--priority", "urgent", "--segment", "regular")
    assert (urgent["due"], urgent["within"]) == ("2026-03-02T02:00:00Z", "1 h")
    refund = answer(*asked, "resolution", "--situation", "refund")
    assert (refund["page"], refund["within"]) == ("refund", "3 days")
    assert answer(*asked, "hold")["due"] is None


def test_what_is_not_promised(layan, folder):
    asked = ["due", folder, "--channel", "email", "--target", "hold", "--from", "2026-03-02"]
    assert layan(*asked) == (0, "Nothing is promised: hold on Email.\n", "")
