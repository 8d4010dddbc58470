"""The Match page: a photo in, the shop's own products out."""
