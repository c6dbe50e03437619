"""The desk as representatives, leads and managers use it, on the real application."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from layan.actions import cases, messages, offers
from layan.desk import commands
from layan.records.models import Message
from layan.records.translate import actor_of
from tests.browser.at_desk import address, live, now, write
from tests.cast import a_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_r12_from_the_list_to_a_sent_reply_by_keys_alone(cast, case, enter):
    page = enter(cast.sari)
    page.goto("/desk/due/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Grinder")).to_be_visible()
    live(page)
    page.keyboard.press("a")
    expect(page.locator(".case-head .about")).to_contain_text("Sari Rahayu")
    page.keyboard.press("r")
    page.keyboard.type("We pay it back today.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".not-gone")).to_contain_text("It leaves in")
    expect(page.locator("#composer textarea")).to_have_value("")
    messages.release_due(at=now() + timedelta(minutes=1))
    expect(page.locator(".timeline")).to_contain_text("Kept: first reply")
    assert Message.objects.get(direction="out").text == "We pay it back today."


def test_r12_keys_typed_the_moment_the_palette_opens_are_kept(cast, case, enter):
    page = enter(cast.sari)
    page.goto("/desk/due/")
    for _ in range(2):
        page.evaluate(
            """() => { const keys = {key: "k", ctrlKey: true, cancelable: true};
            document.dispatchEvent(new KeyboardEvent("keydown", keys));
            document.activeElement.value += "Hand";
            document.activeElement.dispatchEvent(new Event("input", {bubbles: true})); }"""
        )
        expect(page.locator("#palette [role=option]:visible").first).to_contain_text("Handbook")
        expect(page.locator("#palette input")).to_have_value("Hand")
        page.keyboard.press("Escape")
        expect(page.locator("#palette input")).to_have_value("")


def test_r12_a_reply_is_taken_back_into_its_draft(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    write(page, "Too soon.")
    page.get_by_role("button", name="Send", exact=False).first.click()
    expect(page.locator(".not-gone")).to_be_visible()
    write(page, "And more.")
    page.locator(".not-gone button").click()
    expect(page.locator("#composer textarea")).to_have_value("Too soon.\n\nAnd more.")
    expect(page.locator("#composer textarea")).to_be_focused()
    assert not Message.objects.filter(direction="out").exists()


def test_r12_a_draft_survives_reload_tabs_and_a_lost_network(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    write(page, "Half a thought")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#composer")).to_have_attribute("data-kind", "note")
    write(page, "For us")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#composer textarea")).to_have_value("Half a thought")
    page.context.set_offline(True)
    write(page, "Half a thought, and the rest of it")
    page.locator("[data-send]").click()
    expect(page.locator(".toast.late")).to_contain_text("did not get through")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#composer textarea")).to_have_value("Half a thought, and the rest of it")


def test_r12_files_are_dropped_kept_removed_and_refused_when_too_large(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    files = page.locator("#composer input[type=file]")
    files.set_input_files({"name": "receipt.txt", "mimeType": "text/plain", "buffer": b"paid"})
    expect(page.locator("#draft-files")).to_contain_text("receipt.txt")
    files.evaluate("input => (input.dataset.most = 10)")
    files.set_input_files({"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"x" * 100})
    expect(page.locator("#draft-files .warning")).to_contain_text("film.mp4")
    page.reload()
    expect(page.locator("#draft-files")).to_contain_text("receipt.txt")
    page.evaluate(
        """() => { const data = new DataTransfer(); data.items.add(new File(["z"], "dropped.txt"));
        document.querySelector("#composer").dispatchEvent(new DragEvent("drop", {dataTransfer: data})); }"""
    )
    expect(page.locator("#draft-files")).to_contain_text("dropped.txt")
    page.get_by_role("button", name="Remove receipt.txt").click()
    expect(page.locator("#draft-files")).not_to_contain_text("receipt.txt")
    write(page, "See the file.")
    page.locator("[data-send]").click()
    expect(page.locator("article.entry.out")).to_contain_text("dropped.txt")


def test_r12_a_new_outsider_is_pointed_out_once(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    page.get_by_label("Add an address to To").fill("stranger@example.org")
    page.keyboard.press("Enter")
    expect(page.locator(".chip.outsider")).to_contain_text("stranger@example.org")
    write(page, "Hello both.")
    page.locator("[data-send]").click()
    expect(page.locator("#composer .warning")).to_contain_text("stranger@example.org has no part")
    expect(page.locator("#composer textarea")).to_have_value("Hello both.")
    page.locator("[data-send]").click()
    expect(page.locator(".not-gone")).to_be_visible()


def test_r17_words_of_the_plan_come_filled(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    page.get_by_role("button", name="Words").click()
    page.get_by_role("button", name="Apology").click()
    expect(page.locator("#composer textarea")).to_have_value("I am sorry, Budi Hartono, that this happened.")
    page.locator("#side button.words").first.click()
    expect(page.locator("#composer textarea")).to_have_value(
        "I am sorry, Budi Hartono, that this happened.May I have the serial number?"
    )


def test_r17_a_step_is_ticked_and_seen_by_a_colleague(cast, case, enter):
    page, other = enter(cast.sari), enter(cast.rani)
    page.goto(address(case))
    other.goto(address(case))
    live(other)
    page.get_by_role("checkbox", name="Say sorry, and say it first").click()
    expect(other.get_by_role("checkbox", name="Say sorry, and say it first")).to_be_checked()


def test_r6_an_offer_beyond_authority_is_asked_and_decided(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    page.keyboard.press("o")
    page.get_by_label("What", exact=True).select_option("refund")
    page.get_by_label("Amount").fill("50000")
    page.locator("#offer .primary").click()
    expect(page.locator("#side-given")).to_contain_text("50,000")
    expect(page.locator("#offer")).to_be_hidden()  # what is given may be told sooner than the answer comes
    page.keyboard.press("o")
    page.get_by_label("Amount").fill("900000")
    page.locator("#offer .primary").click()
    ask = page.locator("#ask")
    expect(ask).to_contain_text("Beyond your own authority")
    ask.get_by_label("Why, for who decides").fill("Third fault")
    ask.locator(".primary").click()
    expect(page.locator(".decision")).to_contain_text("Third fault")
    manager = enter(cast.ayu)
    manager.goto("/desk/approvals/")
    decision = manager.locator(".decision")
    expect(decision).to_contain_text("900,000")
    decision.get_by_role("button", name="Decline").click()
    expect(manager.locator(".toasts")).to_contain_text("Say why")
    manager.locator(".decision").get_by_role("button", name="Approve").click()
    expect(manager.locator(".decision")).to_have_count(0)
    expect(page.locator("#side-given")).to_contain_text("900,000")


def test_r12_waits_is_put_off_resolved_and_opened_again(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    page.keyboard.press("h")
    page.get_by_role("button", name="Wait for the customer").click()
    expect(page.locator(".case-head")).to_contain_text("waiting for the customer")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".case-head")).not_to_contain_text("waiting for the customer")
    page.keyboard.press("h")
    page.get_by_role("button", name="Next week").click()
    expect(page.locator(".case-head")).to_contain_text("put off until")
    page.keyboard.press("e")
    page.get_by_label("Tell the customer").check()
    page.locator("#resolve .primary").click()
    expect(page.locator(".case-head")).to_contain_text("resolved")
    expect(page.locator(".timeline")).to_contain_text("Letter sent: Done")
    page.get_by_role("button", name="Reopen").click()
    expect(page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()


def test_r12_a_refusal_says_why_and_shows_its_working(cast, case, enter):
    from decimal import Decimal

    from layan.plan.units import Money

    offers.ask(
        case=case, offer="refund", amount=Money(Decimal(900000), "IDR"), reason="x", by=cast.sari, at=now()
    )
    page = enter(cast.sari)
    page.goto(address(case))
    page.keyboard.press("e")
    page.locator("#resolve .primary").click()
    expect(page.locator(".toast.late")).to_contain_text("still to be decided")
    page.locator(".toast.late .working-open").click()
    expect(page.locator(".working:popover-open")).to_contain_text("Refunds")


def test_r12_given_transferred_renamed_and_sorted(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case))
    page.keyboard.press("g")
    page.get_by_label("Who").select_option(label="Joko Santoso")
    page.locator("#assign .primary").click()
    expect(page.locator(".case-head .about")).to_contain_text("Joko Santoso")
    page.keyboard.press("s")
    page.locator("#matter-situation").select_option("broken")
    page.locator("#matter").get_by_label("Subject").fill("Grinder, broken")
    page.locator("#matter .primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grinder, broken")
    expect(page.locator(".case-head .about")).to_contain_text("Broken machine")
    page.keyboard.press("t")
    page.locator("#transfer").get_by_label("Team").select_option("care")
    page.locator("#transfer").get_by_label("What she should know").fill("She called twice")
    page.locator("#transfer .primary").click()
    expect(page.locator(".timeline")).to_contain_text("She called twice")


def test_r12_merged_with_a_way_back_and_split(cast, case, enter):
    again = a_case(cast, "My money, please", subject="Grinder again", at=now())
    page = enter(cast.sari)
    page.goto(address(again))
    page.locator("[popovertarget=more]").click()
    page.get_by_role("button", name="Merge into another case").click()
    page.locator("#merge").get_by_role("button", name="Grinder").first.click()
    expect(page.locator(".timeline")).to_contain_text(f"merged case #{again.pk} into this one")
    page.locator(".fact .link", has_text=f"#{again.pk}").click()
    page.get_by_role("button", name="Take it out again").click()
    expect(page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()
    page.goto(address(case))
    messages.receive(
        said=messages.Said("And my invoice?", sender="budi@example.net"), customer=cast.budi, channel="email",
        at=now(), case=case,
    )  # fmt: skip
    expect(page.locator(".timeline")).to_contain_text("And my invoice?")
    page.locator("[popovertarget=more]").click()
    page.get_by_role("button", name="Move messages to another case").click()
    page.get_by_label("And my invoice?", exact=False).check()
    page.get_by_label("Subject of the new case").fill("Invoice")
    page.locator("#split .primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invoice")


def test_r12_a_side_conversation_and_a_note_that_names_a_colleague(cast, case, enter):
    page = enter(cast.sari)
    page.goto(address(case) + "?write=side")
    page.get_by_label("Add an address to To").fill("supplier@example.org")
    page.keyboard.press("Enter")
    write(page, "Do you have the part?")
    page.locator("[data-send]").click()
    expect(page.locator(".entry.side")).to_contain_text("side conversation with supplier@example.org")
    page.get_by_role("link", name="Answer here").click()
    expect(page.locator("#composer .chip[aria-current]")).to_have_text("supplier@example.org")
    write(page, "Please hurry.")
    page.locator("[data-send]").click()
    expect(page.locator(".entry.side")).to_have_count(2)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#composer")).to_have_attribute("data-kind", "note")
    page.keyboard.type("Look @ran")
    page.keyboard.press("Enter")
    expect(page.locator("#composer textarea")).to_have_value("Look @Rani Wijaya ")
    page.locator("[data-send]").click()
    expect(page.locator(".entry.note")).to_contain_text("@Rani Wijaya")
    lead = enter(cast.rani)
    lead.goto("/desk/mentions/")
    expect(lead.locator("#count-mentions")).to_have_text("1")
    lead.locator(".case-row a").click()
    expect(lead.get_by_role("heading", level=1, name="Grinder")).to_be_visible()
    lead.goto("/desk/mentions/")
    expect(lead.locator("#count-mentions")).to_have_text("")
    expect(lead.locator(".case-row")).to_have_count(1)


def test_r12_a_lead_does_many_at_once_and_keeps_a_list(cast, case, enter):
    a_case(cast, "Where is it?", subject="Parcel", at=now())
    page = enter(cast.rani)
    page.goto("/desk/due/")
    page.get_by_text("Choose", exact=True).click()
    page.get_by_label("All of this page").check()
    page.get_by_label("What to do with the chosen cases").select_option(label="Joko Santoso")
    page.get_by_role("button", name="Do it").click()
    expect(page.locator(".toasts")).to_contain_text("Done with 2 cases")
    page.get_by_role("button", name="Filter").click()
    page.locator("#narrowing").get_by_label("Situation").select_option(label="Refund")
    expect(page.locator(".case-row")).to_have_count(1)
    page.get_by_role("button", name="Keep this list").click()
    page.get_by_label("Keep this list as").fill("Refunds")
    page.locator("#keeping .primary").click()
    expect(page.locator(".nav a[aria-current]", has_text="Refunds")).to_be_visible()
    page.get_by_role("button", name="Remove “Refunds”").click()
    expect(page.locator(".nav")).not_to_contain_text("Refunds")


def test_r12_two_in_one_case_see_each_other_and_what_the_other_does(cast, case, enter):
    page, other = enter(cast.sari), enter(cast.rani)
    page.goto(address(case))
    live(page)
    write(page, "I am writing this")
    other.goto(address(case))
    expect(page.locator(".presence")).to_contain_text("Rani Wijaya is here too")
    page.evaluate("window.same = true")
    page.locator(".timeline .working-open").first.click()
    other.locator("#composer textarea").press_sequentially("x")
    expect(page.locator(".presence")).to_contain_text("is writing here too")
    cases.act(case=case, command=commands.Take(), by=actor_of(cast.joko), at=now())
    expect(page.locator(".case-head .about")).to_contain_text("Joko Santoso")
    assert page.evaluate("window.same")
    expect(page.locator(".working:popover-open")).to_be_visible()
    expect(page.locator("#composer textarea")).to_have_value("I am writing this")


def test_r12_lists_and_their_numbers_stay_true_by_themselves(cast, case, enter):
    page = enter(cast.sari)
    page.goto("/desk/due/")
    live(page)
    a_case(cast, "Another", subject="Parcel", at=now())
    expect(page.locator(".case-row")).to_have_count(2)
    expect(page.locator("#count-due")).to_have_text("2")


def test_r12_search_in_the_list_and_in_the_palette(cast, case, enter):
    a_case(cast, "Where is my parcel?", subject="Parcel", customer=cast.lina, at=now())
    page = enter(cast.sari)
    page.goto("/desk/due/")
    page.keyboard.press("/")
    page.keyboard.type("parcel")
    expect(page.locator(".case-row")).to_have_count(1)
    expect(page.locator(".case-row")).to_contain_text("Lina Kaya")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("grind")
    expect(page.locator("#palette [data-results]")).to_contain_text("Grinder")
    page.locator("#palette [data-results] a", has_text="Grinder").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grinder")


def test_a_long_case_opens_at_its_newest_word(cast, case, enter):
    for number in range(25):
        said = messages.Said(f"Word {number}. " * 20, sender="budi@example.net")
        messages.receive(said=said, customer=cast.budi, channel="email", at=now(), case=case)
    page = enter(cast.sari)
    page.goto(address(case))
    expect(page.locator(".entry").last).to_be_in_viewport()
    expect(page.locator("#composer")).to_be_in_viewport()


def test_r12_one_press_moves_a_message_to_another_case(cast, case, enter):
    other = a_case(cast, "Where is my parcel?", subject="Parcel", at=now())
    said = messages.Said("It has arrived after all.", sender="budi@example.net")
    messages.receive(said=said, customer=cast.budi, channel="email", at=now(), case=case)
    page = enter(cast.sari)
    page.goto(address(case))
    page.locator(".entry", has_text="arrived after all").get_by_role(
        "button", name="Move to another case"
    ).click()
    expect(page.locator("#split").get_by_label("arrived after all", exact=False)).to_be_checked()
    expect(page.locator("#split").get_by_label("I want my money back", exact=False)).not_to_be_checked()
    page.get_by_label("Number of the case they belong to").fill(str(other.pk))
    page.locator("#split .primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Parcel")
    expect(page.locator(".timeline")).to_contain_text(f"moved messages here from case #{case.pk}")
    expect(page.locator(".timeline .entry.in")).to_have_count(2)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_word_about_what_was_done_stands_above_what_one_writes(cast, case, enter, width):
    page = enter(cast.sari, width=width)
    page.goto(address(case))
    live(page)
    write(page, "One\n" * 9)
    page.locator("#composer textarea").blur()
    page.keyboard.press("a")
    toast = page.locator(".toast")
    expect(toast).to_contain_text("It is yours.")
    toast, composer = (page.locator(one).bounding_box() for one in (".toast", "#composer"))
    assert toast["y"] + toast["height"] <= composer["y"]
