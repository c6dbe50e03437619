from hypothesis import given, settings
from hypothesis import strategies as st

from layan.plan.targets import CONDITIONS, Stated, Target, counting
from layan.plan.units import Duration

SOME = st.lists(st.sampled_from("ab"), max_size=2, unique=True).map(tuple)
TARGETS = st.builds(Target, st.sampled_from(["hold", "answer"]), st.builds(Duration, st.integers(1, 3), st.just("h")),
                    **dict.fromkeys(CONDITIONS, SOME))  # fmt: skip
STATED = st.lists(st.builds(Stated, TARGETS, st.just("page"), st.booleans()), max_size=6)
MATTER = st.fixed_dictionaries({key: st.sampled_from(["a", "b", None]) for key in CONDITIONS})


def obviously(stated, name, matter):
    """What the page format says, in the plainest words: most conditions, then the situation, then the shorter."""
    fitting = []
    for each in stated:
        limited = [(values, matter[key]) for key, values in each.target.conditions.items()]
        if each.target.name == name and all(value in values for values, value in limited):
            fitting.append(each)
    most = max((len(each.target.conditions) for each in fitting), default=0)
    fitting = [each for each in fitting if len(each.target.conditions) == most]
    fitting = [each for each in fitting if each.by_situation] or fitting
    return min((each.target.within.count for each in fitting), default=None)


@settings(max_examples=60)
@given(STATED, MATTER)
def test_which_target_counts(stated, matter):
    found = counting(stated, "hold", **matter)
    assert (found[0].target.within.count if found else None) == obviously(stated, "hold", matter)


def test_a_target_without_conditions_fits_everything():
    assert Target("hold", Duration(1, "s")).fits(channel=None, situation=None, segment=None, priority="low")
