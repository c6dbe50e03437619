"""The simulation: what a plan would have meant, and what it needs. Pure: no I/O, no clock."""
