"""Between Qt and the use cases: jobs, thumbnails, sessions. No widgets, and no slow import on the way in."""
