"""The Catalog page: the shop's own products, how they come in, and how they are changed."""
