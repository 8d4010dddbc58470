"""What the student is asked for."""

from __future__ import annotations

import torch
from torch.nn import functional

_FAR = -1e4
_SHARP = 0.5  # of the temperature: how sharply teachers say which pictures are alike


def match(student: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """1 less the cosine to the target, for rows (n, d) of length 1."""
    return (1 - (student * target).sum(dim=1)).mean()


def likeness(student: torch.Tensor, target: torch.Tensor, temperature: float) -> torch.Tensor:
    """How far the batch's likenesses are from the teachers': Kullback-Leibler by row, less the diagonal."""
    own = torch.eye(len(student), dtype=torch.bool)
    told = functional.log_softmax((student @ student.T / temperature).masked_fill(own, _FAR), dim=1)
    wanted = functional.log_softmax((target @ target.T / temperature).masked_fill(own, _FAR), dim=1)
    return functional.kl_div(told, wanted, reduction="batchmean", log_target=True)


def instance(
    first: torch.Tensor, second: torch.Tensor, plain: torch.Tensor, temperature: float
) -> torch.Tensor:
    """Two views of one picture find each other among a batch's (InfoNCE), softly where pictures are alike.

    Args:
        first: the features of one view each, (n, d).
        second: those of another view each, (n, d).
        plain: the plain pictures' targets, (n, d).
        temperature: of the likenesses.
    """
    wanted = functional.softmax(plain @ plain.T / (_SHARP * temperature), dim=1)
    likenesses = first @ second.T / temperature
    both = functional.log_softmax(likenesses, dim=1), functional.log_softmax(likenesses.T, dim=1)
    return -sum((wanted * each).sum(dim=1).mean() for each in both) / 2


def kinds(student: torch.Tensor, numbers: torch.Tensor, temperature: float) -> torch.Tensor:
    """Garments of one kind come together (Khosla et al., NeurIPS 2020); rows of kind -1 take no part."""
    student, numbers = student[numbers >= 0], numbers[numbers >= 0]
    if len(student) < 2:
        return student.sum() * 0
    own = torch.eye(len(student), dtype=torch.bool)
    told = functional.log_softmax((student @ student.T / temperature).masked_fill(own, _FAR), dim=1)
    same = (numbers[:, None] == numbers[None, :]) & ~own
    count = same.sum(dim=1)
    each = (told * same).sum(dim=1)[count > 0] / count[count > 0]
    return -each.mean() if len(each) else student.sum() * 0
