"""From the nodes of a page to values: what may stand where, and what to write instead."""
