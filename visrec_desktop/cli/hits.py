"""Ranked products on standard output, for people and for programs."""

from __future__ import annotations

from typing import Any

from visrec_desktop.cli.output import one_line, reason, writable, write, write_json
from visrec_desktop.core.values import Hit, MatchResult, MatchStatus


def tell_match(result: MatchResult, *, as_json: bool) -> None:
    """Tell the answer to a photo, or to a client without one."""
    why = reason(result.code, result.subject, result.detail) if result.code else ""
    if as_json:
        write_json(
            {
                "photo": None if result.photo is None else writable(result.photo.label),
                "status": result.status.value,
                "code": result.code,
                "reason": why,
                "hits": [_hit(hit) for hit in result.hits],
                "elapsed_ms": round(result.elapsed_ms, 2),
            }
        )
        return
    if result.photo is not None:
        write(one_line(result.photo.label))
    if result.status is MatchStatus.FAILED:
        write(f"  {why}")
    elif result.status is MatchStatus.NOTHING_CLOSE:
        write("  Nothing close in stock." + (" The nearest:" if result.hits else ""))
    for hit in result.hits:
        _tell_hit(hit)


def _tell_hit(hit: Hit) -> None:
    name = one_line(hit.product.name)
    write(f"  {hit.rank:3d}. {hit.product.sku:16} {hit.score:.3f}  {hit.band.value:10}  {name}")
    write(f"       {one_line(hit.why)}")


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "sku": hit.product.sku,
        "name": hit.product.name,
        "score": hit.score,
        "band": hit.band.value,
        "image": writable(hit.picture_path),
        "why": hit.why,
        "parts": dict(hit.parts),
    }
