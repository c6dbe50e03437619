"""The commands of `layan mail`."""
