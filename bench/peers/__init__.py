"""Other desks, set up by a command and measured on the same work, in their favour wherever there is a choice."""
