"""OpenCV as this program uses it: one thread for each call, since the callers are parallel already."""

import cv2

cv2.setNumThreads(1)

__all__ = ["cv2"]
