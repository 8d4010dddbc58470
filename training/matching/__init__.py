"""Training of the network that matching works with; see `training.matching.__main__`."""
