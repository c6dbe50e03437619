"""The life of a case under a plan: what one may do with it, what then happened, and what is promised.

Plain Python without a clock or a database: `decide` and `evolve` are the only way a case changes.
"""
