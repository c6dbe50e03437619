"""`layan simulate`: calls of the past under a plan and a staff, on the command line."""
