"""The health of a catalog: what is wrong with it (`look`, `overview`), and what helps (`changes`)."""
