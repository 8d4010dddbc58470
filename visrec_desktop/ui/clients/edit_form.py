"""The fields of a client: filling them, reading them, and saying what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from visrec_desktop.core.clients import Client, Purpose, TraitKind
from visrec_desktop.ui.catalog.fields import FieldProblem, Problem, price_text, read_price
from visrec_desktop.ui.catalog.form_field import FormField
from visrec_desktop.ui.clients.agreements import AgreementTicks
from visrec_desktop.ui.clients.chip_field import ChipField
from visrec_desktop.ui.clients.dates_field import DatesField
from visrec_desktop.ui.clients.trait_field import TraitField
from visrec_desktop.ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from visrec_desktop.core.values import Facets
    from visrec_desktop.ui.theme.theme import Theme

_TEXTS = ("contact", "currency", "age_band", "gender", "place")
_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything that stands in the form, right or wrong."""

    texts: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    days: tuple[tuple[str, str, bool], ...]
    agreed: Mapping[Purpose, bool]


class ClientForm(QWidget):
    """The fields of one client.

    Args:
        theme: the theme.
        facets: the values of the catalog, offered while typing.
        locale: how numbers and days are written.
    """

    edited = Signal()

    def __init__(self, theme: Theme, facets: Facets, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locale = locale
        self._facets = facets
        self._client: Client | None = None
        self._filled: Typed | None = None
        self.fields = {
            "name": FormField(self.tr("Name"), parent=self),
            "contact": FormField(self.tr("Telephone or mail"), parent=self),
            "budget_min": FormField(self.tr("Budget, from"), parent=self),
            "budget_max": FormField(self.tr("to"), parent=self),
            "currency": FormField(self.tr("Currency"), parent=self),
            "age_band": FormField(self.tr("Age"), parent=self),
            "gender": FormField(self.tr("Gender"), parent=self),
            "place": FormField(self.tr("Place"), parent=self),
            "notes": FormField(self.tr("Notes"), multiline=True, parent=self),
        }
        hint = self.tr("Type, then Enter")
        self.sizes = ChipField(theme, self.tr("Sizes"), hint, self)
        self.likes = TraitField(theme, self.tr("Likes"), hint, self)
        self.avoids = TraitField(theme, self.tr("Avoids"), hint, self)
        self._word_fields = {"sizes": self.sizes, "likes": self.likes, "avoids": self.avoids}
        self.dates = DatesField(theme, locale, self)
        self.agreements = AgreementTicks(self)
        self.offer_styles(())
        for signal in (
            *(field.edited for field in self.fields.values()),
            *(field.edited for field in self._word_fields.values()),
            self.dates.edited,
            self.agreements.edited,
        ):
            signal.connect(self.edited)
        self._arrange()

    def offer_styles(self, styles: Sequence[str]) -> None:
        """The styles of the catalog, once they have been read, beside its other words."""
        facets = self._facets
        kinds = {
            TraitKind.CATEGORY: [value for value, _ in facets.categories],
            TraitKind.BRAND: [value for value, _ in facets.brands],
            TraitKind.STYLE: list(styles),
            TraitKind.COLOUR: [value for value, _ in facets.colours],
        }
        self.likes.offer(kinds)
        self.avoids.offer(kinds)
        self.sizes.set_suggestions([value for value, _ in facets.sizes])
        if facets.currency:
            self.fields["currency"].set_suggestions([facets.currency])

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.m)
        f = self.fields
        rows: list[list[QWidget]] = [
            [f["name"], f["contact"]],
            [f["budget_min"], f["budget_max"], f["currency"]],
            [self.sizes],
            [self.likes],
            [self.avoids],
            [self.dates],
            [f["age_band"], f["gender"], f["place"]],
            [f["notes"]],
            [self.agreements],
        ]
        for row, parts in enumerate(rows):
            span = _COLUMNS // len(parts)
            for place, part in enumerate(parts):
                grid.addWidget(part, row, place * span, 1, span)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(rows), 1)
        stops = [stop for row in rows for part in row for stop in _stops(part)]
        for before, after in pairwise(stops):  # the order on the screen, not the one of making
            QWidget.setTabOrder(before, after)

    def fill(self, client: Client, agreed: Mapping[Purpose, bool]) -> None:
        """Show a client, and what is agreed."""
        self._client = client
        for name in ("name", *_TEXTS, "notes"):
            self.fields[name].set_text(getattr(client, name))
        for name in ("budget_min", "budget_max"):
            self.fields[name].set_text(_amount_text(getattr(client, name), self._locale))
        self.sizes.set_values(client.sizes)
        self.likes.set_traits(client.likes)
        self.avoids.set_traits(client.avoids)
        self.dates.set_dates(client.dates)
        self.agreements.fill(agreed)
        for field in self.fields.values():
            field.set_problem("")
        self._filled = self._standing()

    @property
    def is_changed(self) -> bool:
        """Whether anything stands in the form that was not filled in."""
        is_typing = any(field.editor.text().strip() for field in self._word_fields.values())
        return is_typing or self._standing() != self._filled

    def set_base(self, client: Client) -> None:
        """What is stored now is another state; what is typed stays."""
        self._client = client

    def typed(self) -> Typed:
        """What stands in the form now; `put_back` brings it back."""
        for field in self._word_fields.values():
            field.take_typed()
        return self._standing()

    def _standing(self) -> Typed:
        return Typed(
            {name: field.text for name, field in self.fields.items()},
            {name: field.values for name, field in self._word_fields.items()},
            self.dates.typed(),
            self.agreements.agreed,
        )

    def put_back(self, typed: Typed) -> None:
        """Show what stood in the form before."""
        for name, text in typed.texts.items():
            self.fields[name].set_text(text)
        for name, values in typed.words.items():
            self._word_fields[name].set_values(values)
        self.dates.put_back(typed.days)
        self.agreements.fill(typed.agreed)

    def read(self) -> Client | None:
        """The client as the fields say; None when a field is wrong: it then says why and has the focus."""
        if self._client is None:
            raise RuntimeError("read before fill")
        for field in self._word_fields.values():
            field.take_typed()
        wrong: list[QWidget] = []
        name = " ".join(self.fields["name"].text.split())
        if not name:
            self._mark("name", self.tr("Give the client a name."), wrong)
        low, high = self._money("budget_min", wrong), self._money("budget_max", wrong)
        if low is not None and high is not None and low > high:
            self._mark("budget_max", self.tr("This is less than where the budget begins."), wrong)
        self._check_traits(wrong)
        dates = self.dates.read()
        if dates is None and self.dates.wrong_editor is not None:
            wrong.append(self.dates.wrong_editor)
        if wrong:
            wrong[0].setFocus()
            return None
        texts = {each: self.fields[each].text.strip() for each in (*_TEXTS, "notes")}
        return replace(
            self._client,
            name=name,
            budget_min=low,
            budget_max=high,
            sizes=self.sizes.values,
            likes=self.likes.traits,
            avoids=self.avoids.traits,
            dates=dates or (),
            **texts,  # type: ignore[arg-type]
        )

    def _mark(self, name: str, sentence: str, wrong: list[QWidget]) -> None:
        self.fields[name].set_problem(sentence)
        wrong.append(self.fields[name].editor)

    def _money(self, name: str, wrong: list[QWidget]) -> Decimal | None:
        try:
            return read_price(self.fields[name].text, self._locale)
        except FieldProblem as problem:
            self._mark(name, self._sentence(problem.problem), wrong)
            return None

    def _check_traits(self, wrong: list[QWidget]) -> None:
        avoided = {(trait.kind, trait.value.casefold()) for trait in self.avoids.traits}
        both = [trait.value for trait in self.likes.traits if (trait.kind, trait.value.casefold()) in avoided]
        if both:
            sentence = self.tr("“%1” is among the likes as well. Take one of them away.")
            self.avoids.set_problem(sentence.replace("%1", both[0]))
            wrong.append(self.avoids.editor)

    def _sentence(self, problem: Problem) -> str:
        example = self._locale.toString(129.5, "f", 2)
        sentences: dict[Problem, Callable[[], str]] = {
            Problem.PRICE_BELOW_ZERO: lambda: self.tr("A budget cannot be below zero."),
            Problem.PRICE_TOO_LARGE: lambda: self.tr("This amount is too large."),
            Problem.PRICE_TOO_FINE: lambda: self.tr("Use at most four decimals."),
        }
        if problem in sentences:
            return sentences[problem]()
        return self.tr("Write a number, such as %1.").replace("%1", example)


def _stops(part: QWidget) -> list[QWidget]:
    """Where Tab stops in a part of the form; chips and days take their places themselves."""
    if isinstance(part, FormField):
        return [part.editor]
    if isinstance(part, TraitField):
        return [part.kind, part.editor]
    if isinstance(part, ChipField):
        return [part.editor]
    if isinstance(part, DatesField):
        return [part.add_button]
    return list(part.ticks.values()) if isinstance(part, AgreementTicks) else []


def _amount_text(amount: Decimal | None, locale: QLocale) -> str:
    """A budget as people write it: "40" rather than "40.00"."""
    whole = amount is not None and amount == amount.to_integral_value()
    return price_text(Decimal(int(amount)) if whole and amount is not None else amount, locale)
