"""Every phrase from which reasons are put together. The window has them translated, the command line not.

`%1` is a word of the catalog, a number or a price, and in the joining phrases what is joined. Reasons follow
each other after a semicolon, in one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visrec_desktop.core.values import Clause

TEMPLATES: dict[str, str] = {
    # what speaks for a product
    "look_same": "the same look as the photo",
    "look_similar": "a look similar to the photo",
    "shape_same": "of the same shape as the photo",
    "shape_similar": "of a shape close to the photo",
    "colour_same": "in the same colours as the photo",
    "colour_similar": "in colours close to the photo",
    "details": "the same print, label or detail is on both",
    "details_alike": "a print, label or detail looks alike on both",
    "photo_loose": "only loosely like the photo",
    "taste_close": "very much what this client likes",
    "taste_near": "close to what this client likes",
    "category_liked": "of a kind this client likes: %1",
    "brand_liked": "by %1, a brand this client likes",
    "style_liked": "in the style this client likes: %1",
    "colour_liked": "in %1, a colour this client likes",
    "colour_often": "in the %1 this client keeps choosing",
    "price_usual": "at a price this client usually pays",
    "price_within": "within the budget",
    "together": "goes with what this client chose",
    "popularity": "liked by many clients here",
    "little_known": "a guess, since little is known yet",
    # what speaks against it
    "over_budget": "but over the budget",
    "over_budget_of": "but over the budget of %1",
    "not_under": "but not under %1, as asked",
    "below_budget": "but cheaper than this client wants",
    "wrong_size": "but not in a size for this client",
    "out_of_stock": "but out of stock",
    "avoided": "but this client avoids this: %1",
    "refused": "but refused by this client before",
    "owned": "but this client has it already",
    "owned_kind": "but this client has one already: %1",
    # what was learned from feedback
    "more_look": "more like this",
    "slightly_more_look": "a little more like this",
    "more": "more %1",
    "owned_now": "this client has it now",
    "stay_under": "stay under %1",
    "for_kind": "for %1",
    "cheaper": "look for something cheaper",
    "less": "less %1",
    "less_look": "less that looks like this",
    "slightly_less_look": "a little less that looks like this",
    "not_again": "not this one again",
    "not_size": "not in size %1",
    "other_size": "in another size",
    "has_one": "has one already: %1",
    "has_it": "has it already",
    # how much is known
    "based_on": "based on %1",
    "and": "%1 and %2",
    "comma": "%1, %2",
    "know_nothing": "nothing yet",
    "know_like": "1 like",
    "know_likes": "%1 likes",
    "know_refusal": "1 refusal",
    "know_refusals": "%1 refusals",
    "know_purchase": "1 purchase",
    "know_purchases": "%1 purchases",
    "know_view": "1 product looked at",
    "know_views": "%1 products looked at",
    "know_photo": "1 photo",
    "know_photos": "%1 photos",
}
"""Phrases by the key of a clause."""


def phrase(clause: Clause, templates: Mapping[str, str] = TEMPLATES) -> str:
    """The words of one clause."""
    return templates[clause.key].replace("%1", clause.value)


def sentence(clauses: Sequence[Clause], templates: Mapping[str, str] = TEMPLATES, joint: str = "; ") -> str:
    """Clauses as one sentence, "Close to what this client likes; within the budget."; "" for none."""
    text = joint.join(phrase(clause, templates) for clause in clauses)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def based_on(clauses: Sequence[Clause], templates: Mapping[str, str] = TEMPLATES) -> str:
    """How much is known, "based on 3 likes and 1 photo", from the clauses of `knowledge_clauses`."""
    words = [phrase(clause, templates) for clause in clauses]
    if not words:
        return ""
    text = words[0]
    for word in words[1:-1]:
        text = _joined(templates["comma"], text, word)
    if len(words) > 1:
        text = _joined(templates["and"], text, words[-1])
    return templates["based_on"].replace("%1", text)


def _joined(template: str, first: str, second: str) -> str:
    before, _, after = template.partition("%1")
    return before + first + after.replace("%2", second)
