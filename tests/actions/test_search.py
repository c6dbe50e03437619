"""The search text stands beside what it is made of."""

from layan.actions.search import index_messages
from layan.records.models import Message, SearchText
from tests.cast import a_case


def test_a_case_is_found_by_its_number_subject_customer_and_words(cast):
    case = a_case(cast, "Öğütücü bozuk", subject="Gürültü")
    texts = {row.message_id is None: row.folded for row in SearchText.objects.filter(case=case)}
    assert texts[True] == f"{case.pk} gurultu budi hartono budi example net"
    assert "ogutucu bozuk" in texts[False] and "budi hartono" in texts[False]


def test_a_message_that_moves_is_found_where_it_is(cast):
    case, other = a_case(cast), a_case(cast)
    message = Message.objects.get(case=case, direction="in")
    Message.objects.filter(pk=message.pk).update(case=other, text="Something else")
    index_messages([message.pk])
    row = SearchText.objects.get(message=message)
    assert row.case_id == other.pk and "something else" in row.folded
