"""Pictures of one product, told by their names alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from visrec_desktop.sources.name_words import (
    SURE_VIEWS,
    is_camera_name,
    is_number,
    loose_view,
    token_ends,
    tokens,
    view_rank,
    view_words,
)

_MOST_ALIKE = 9  # pictures that several products each have, numbered from 1
_MOST_BESIDE = 15  # numbered pictures of a product; more are a counter
_IDLE_WORDS: Final = (
    "image img photo picture pic foto bild dsc scan file item product untitled unnamed download screenshot"
    " 图片 照片 未命名 无标题 商品 产品"
)
_IDLE_BASES: Final = frozenset(_IDLE_WORDS.split())
"""What programs and people call pictures before they number them: it is no product."""
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stem:
    text: str
    key: _Key


def group_stems(stems: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Put together the pictures that are of one product, without knowing any SKU.

    `X-1` and `X_back` are of `X` where a picture is called `X`; where the word is one of a view; or, for
    numbers, where several names each have the same few. Else it is a counter, and each picture a product.

    Args:
        stems: file names without their endings; repeated ones count once.

    Returns:
        The stems of each product in the order of `view_rank`, by the name they have in common.
    """
    named = [_Stem(text, tokens(text) or (text,)) for text in dict.fromkeys(stems)]
    bases = _bases({stem.key for stem in named}, {stem.key: stem.text for stem in reversed(named)})
    members: dict[_Key, list[_Stem]] = defaultdict(list)
    for stem in named:
        members[_root(stem.key, bases)].append(stem)
    return {_spelled(key, some): _in_order(key, some) for key, some in members.items()}


def _bases(keys: set[_Key], texts: dict[_Key, str]) -> dict[_Key, _Key]:
    """The shorter name that each name belongs to, where it belongs to one."""
    bases = {key: base for key in keys if (base := _by_view(key))}
    known = keys | set(bases.values())
    for key in keys:
        base = _known_base(key, known)
        if base and not (_counts(key, base) and _is_idle(base, texts[key])):
            bases[key] = base
    for key in _counters(bases):
        del bases[key]
    taken = set(bases.values())
    loose = [
        key
        for key in keys - bases.keys() - taken
        if len(key) > 1 and is_number(key[-1]) and not _is_idle(key[:-1], texts[key])
    ]
    return bases | _alike(loose)


def _by_view(key: _Key) -> _Key | None:
    """What stands before the words of a view."""
    for end in range(1, len(key)):
        views = view_words(key[end])
        if views and views[0] in SURE_VIEWS and _understood(key[end:]):
            return key[:end]
    return None


def _known_base(key: _Key, known: set[_Key]) -> _Key | None:
    """The longest name that is one of its own, if only words of a view or a number follow."""
    for end in range(len(key) - 1, 0, -1):
        if view_words(key[end]) is None:
            return None
        if key[:end] in known:
            return key[:end]
    return None


def _understood(rest: _Key) -> bool:
    return all(view_words(token) is not None for token in rest)


def _counts(key: _Key, base: _Key) -> bool:
    return is_number(key[len(base)])


def _is_idle(base: _Key, text: str) -> bool:
    """Whether a number after this name is no more than the next of any pictures."""
    return is_camera_name(text) or all(token in _IDLE_BASES for token in base)


def _counters(bases: dict[_Key, _Key]) -> list[_Key]:
    """The names that are numbered on and on beside one without a number."""
    counts = Counter(base for key, base in bases.items() if _counts(key, base))
    return [key for key, base in bases.items() if counts[base] > _MOST_BESIDE and _counts(key, base)]


def _alike(keys: Iterable[_Key]) -> dict[_Key, _Key]:
    """Numbered names where several have the numbers from 1 (or 0) to the same small one, each once."""
    numbers: dict[_Key, list[int]] = defaultdict(list)
    for key in keys:
        numbers[key[:-1]].append(int(key[-1]))
    runs: dict[tuple[int, ...], list[_Key]] = defaultdict(list)
    for base, some in numbers.items():
        run = tuple(sorted(some))
        if 1 < len(run) <= _MOST_ALIKE and run in (tuple(range(len(run))), tuple(range(1, len(run) + 1))):
            runs[run].append(base)
    alike = {base for some in runs.values() if len(some) > 1 for base in some}
    return {key: key[:-1] for key in keys if key[:-1] in alike}


def _root(key: _Key, bases: dict[_Key, _Key]) -> _Key:
    while key in bases:
        key = bases[key]
    return key


def _spelled(root: _Key, members: Sequence[_Stem]) -> str:
    """The common name as it is written: by the picture that is called so, else by the first one."""
    whole = next((stem.text for stem in members if stem.key == root), None)
    if whole is not None:
        return whole
    text = members[0].text
    return text[: token_ends(text)[len(root) - 1]]


def _in_order(root: _Key, members: Sequence[_Stem]) -> tuple[str, ...]:
    ranked = sorted(members, key=lambda stem: view_rank(loose_view(stem.key[len(root) :])))
    return tuple(stem.text for stem in ranked)
