"""A large desk, to see how the software fares with it: the demonstration's business with as many cases as one likes.

Its patterns are cases made by the real actions (the demonstration's own); every further case is one of them, moved by
whole weeks, with another customer and other words. So weekdays, opening hours, promises and events stay true, and only
public holidays do not.
"""

from layan.actions.seed.make import NotEmpty, seed

__all__ = ["NotEmpty", "seed"]
