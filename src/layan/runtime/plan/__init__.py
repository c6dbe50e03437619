"""`layan plan …`: one file per command. None of them imports Django."""
