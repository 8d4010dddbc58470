"""Product pictures drawn by code: outlines, cloth and light, and a shop's worth of articles."""
