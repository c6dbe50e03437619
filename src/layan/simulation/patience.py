"""How long people wait before they leave: what abandoned calls show, and what answered ones hide.

Who was answered after 30 s would have waited longer; how much longer is not known (a censored time). The
estimator of Kaplan and Meier ("Nonparametric estimation from incomplete observations", 1958) counts each wait
among those who could still leave as long as it lasted. For call centres: Brown et al., "Statistical analysis
of a telephone call center" (2005), section 5.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Patience:
    """`staying[k]` is the share of people who still wait after `after[k]` seconds. Beyond the last, they leave
    at `leaving` a second (0: never)."""

    after: Floats
    staying: Floats
    leaving: float

    @classmethod
    def fit(cls, waited: Floats, left: NDArray[np.bool_]) -> "Patience":
        """From waits in seconds, and which of them ended by leaving. Of no waits at all: endless patience."""
        known = ~np.isnan(waited)
        waited, left = waited[known], left[known]
        order = np.lexsort((~left, waited))  # who leaves in a second leaves before it counts the answered
        waited, left = waited[order], left[order]
        waiting = np.arange(len(waited), 0, -1)
        staying = np.cumprod(1 - left / waiting) if len(waited) else np.empty(0)
        total = float(waited.sum())
        return cls(waited[left], staying[left], float(left.sum()) / total if total else 0.0)

    @property
    def mean_s(self) -> float:
        """The mean patience in seconds; inf when nobody ever left."""
        if not self.leaving:
            return float("inf")
        edges = np.concatenate(([0.0], self.after))
        level = np.concatenate(([1.0], self.staying))
        return float(np.sum(np.diff(edges) * level[:-1]) + level[-1] / self.leaving)

    def draw(self, random: np.random.Generator, count: int) -> Floats:
        """So many people's patience, in seconds."""
        if not self.leaving:
            return np.full(count, np.inf)
        place = np.searchsorted(-self.staying, -random.random(count))
        beyond = self.after[-1] + random.exponential(1 / self.leaving, count)
        return np.where(place < len(self.after), self.after[np.minimum(place, len(self.after) - 1)], beyond)
