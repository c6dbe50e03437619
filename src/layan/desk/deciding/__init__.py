"""What is decided about each command, a family a file. Every function takes the matter and one command, makes
happen what follows, or refuses."""
