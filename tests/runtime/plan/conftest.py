"""What tests of the commands of `layan plan` share."""

from tests.runtime.asked_plan import answer, english, folder, layan

__all__ = ["answer", "english", "folder", "layan"]
