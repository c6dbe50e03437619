"""How a plan would fare: what waits, and how many it takes, before anybody has called."""
