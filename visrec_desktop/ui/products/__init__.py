"""Products as tiles: models, delegate, grid."""
