"""The Settings page: how photos are analysed, how the program looks, and where the data lies."""
