"""The Clients page: who the shop serves, what is known about them, and what is kept."""
