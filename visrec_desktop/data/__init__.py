"""The catalog on disk: the only place with SQL."""
