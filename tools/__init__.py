"""What the Makefile calls to keep the tree in order; no part of the product."""
