"""Which processor the model runs on, why, and how fast, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from visrec_desktop.core.settings import Provider

if TYPE_CHECKING:
    from visrec_desktop.services.engine import EngineStatus

_TEN = 10


class EngineWords(QObject):
    """Sentences about the engine in the user's language."""

    def on_graphics_card(self, status: EngineStatus) -> bool:
        """Whether the graphics card is really in use."""
        return status.provider == "CUDA"

    def in_use(self, status: EngineStatus, wanted: Provider) -> str:
        """What is in use, and how fast; first of all that a wish could not be fulfilled."""
        speed = QLocale().toString(status.ms_per_photo, "f", 0 if status.ms_per_photo >= _TEN else 1)
        if self.on_graphics_card(status):
            return self.tr("In use: the graphics card (CUDA), %1 ms a photo").replace("%1", speed)
        if wanted is Provider.CUDA:
            words = self.tr("The graphics card cannot be used. In use: the processor (CPU), %1 ms a photo")
            return words.replace("%1", speed)
        return self.tr("In use: the processor (CPU), %1 ms a photo").replace("%1", speed)

    def short(self, status: EngineStatus) -> str:
        """What is in use, why, and how fast, in the few words of the status line."""
        reasons = {
            "chosen": self.tr("as chosen"),
            "best_available": self.tr("the fastest here"),
            "no_cuda_build": self.tr("this edition uses the processor"),
            "cuda_not_usable": self.tr("no usable graphics card"),
        }
        speed = QLocale().toString(status.ms_per_photo, "f", 0 if status.ms_per_photo >= _TEN else 1)
        text = self.tr("%1 (%2), %3 ms a photo").replace("%1", status.provider)
        return text.replace("%2", reasons[status.reason]).replace("%3", speed)

    def why(self, status: EngineStatus, wanted: Provider) -> str:
        """Why this one. The keys are the values of `vision.embedder.ProviderReason`."""
        reasons = {
            "chosen": self.tr("As you chose."),
            "best_available": self.tr("It is the fastest that this computer has."),
            "no_cuda_build": self.tr(
                "This installation holds the version for the processor only. "
                "The graphics card needs the edition with CUDA."
            ),
            "cuda_not_usable": self.tr(
                "The graphics card could not be started. Check that an NVIDIA card with a current driver "
                "and the CUDA libraries are installed."
            ),
        }
        if wanted is Provider.AUTO and status.reason == "no_cuda_build":
            return self.tr("The graphics card is not used by this edition of the program.")
        return reasons[status.reason]
