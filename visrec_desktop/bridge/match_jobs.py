"""What a match session lets the threads do, frozen at the moment of asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from visrec_desktop.bridge.drops import expand
from visrec_desktop.bridge.pictures import rgb_to_qimage
from visrec_desktop.bridge.ranking import Asked, Order
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import MatchResult, MatchStatus, Photo

if TYPE_CHECKING:
    from visrec_desktop.services.recommending import Desk
    from visrec_desktop.services.refining import Evidence
    from visrec_desktop.services.workspace import Workspace

PREVIEW_SIDE = 1280


@dataclass(frozen=True, slots=True)
class Match:
    """Ranks by the photo alone."""

    workspace: Workspace
    asked: Asked
    order: Order
    known: Evidence | None = None  # what a closer look found when the same was asked before

    def __call__(self, token: CancelToken) -> MatchResult:
        """Run in the work thread."""
        from visrec_desktop.services import matching

        asked = self.asked
        if asked.photo is None:
            raise ValueError("a plain match needs a photo")
        if is_folder(asked.photo):
            return no_pictures(asked.photo)
        top = self.order.top
        if not self.known:
            return matching.match(
                self.workspace, asked.photo, asked.filters, top, crop=asked.crop, token=token
            )
        from visrec_desktop.services import refining

        most = max(top, refining.MOST_CANDIDATES)
        wide = matching.match(self.workspace, asked.photo, asked.filters, most, crop=asked.crop, token=token)
        return refining.with_evidence(self.workspace, wide, self.known, top)


@dataclass(frozen=True, slots=True)
class Prepare:
    """Brings together what is ranked for a client, or with surprises."""

    workspace: Workspace
    asked: Asked
    order: Order

    def __call__(self, token: CancelToken) -> Desk:
        """Run in the work thread."""
        from visrec_desktop.services import recommending

        asked, order = self.asked, self.order
        question = recommending.Question(
            photo=asked.photo,
            client_id=asked.client_id,
            filters=asked.filters,
            top=order.top,
            crop=asked.crop,
            balance=order.balance,
            diversity=order.diversity,
            emphasis=order.emphasis,
        )
        if asked.photo is not None and is_folder(asked.photo):
            return recommending.Desk(question, failure=no_pictures(asked.photo))
        return recommending.prepare(self.workspace, question, token)


def is_folder(photo: Photo) -> bool:
    """Whether it is a folder: one stays in the strip when no picture was found in it."""
    return photo.path is not None and photo.path.is_dir()


def no_pictures(photo: Photo) -> MatchResult:
    """The answer to such a folder."""
    code = ErrorCode.NO_PICTURES.value
    return MatchResult(photo, MatchStatus.FAILED, code=code, subject=photo.label)


def failed(photo: Photo | None, error: KnownError | None) -> MatchResult:
    """The answer where something else went wrong; None: a fault of the program."""
    code, subject, detail = (error.code.value, error.subject, error.detail) if error else ("", "", "")
    return MatchResult(photo, MatchStatus.FAILED, code=code, subject=subject, detail=detail)


def expand_folders(photos: tuple[Photo, ...], token: CancelToken) -> list[Photo]:
    """Photos, and those inside of folders."""
    return expand(photos)


def read_preview(photo: Photo, token: CancelToken) -> tuple[QImage, tuple[int, int]]:
    """A small copy of a photo, and the photo's own width and height in pixels."""
    from visrec_desktop.services import matching

    found = matching.preview(photo, PREVIEW_SIDE)
    return rgb_to_qimage(found.rgb), (found.width, found.height)


def nothing(token: CancelToken) -> None:
    """Take the place of an overtaken job."""
