"""The demonstration: a fictional business with a year behind it and a busy day ahead.

Everything is made by the real actions with a moved clock, so that its events, promises and reports are true.
No mail of it ever leaves: what it wrote is marked as sent.
"""

from layan.actions.demo.make import make
from layan.actions.demo.remove import NotDemonstration, remove

__all__ = ["NotDemonstration", "make", "remove"]
