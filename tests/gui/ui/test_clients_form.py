"""The form of a client: fields, chips, days, agreements, and a client that was changed elsewhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui.ui.catalog_kit import nameless
from tests.gui.ui.clients_fakes import ClientsHost, make_client
from visrec_desktop.core.clients import ImportantDate, Purpose, Trait, TraitKind
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Facets
from visrec_desktop.ui.clients.chip_field import ChipField
from visrec_desktop.ui.clients.edit_dialog import ClientDialog
from visrec_desktop.ui.clients.edit_form import ClientForm
from visrec_desktop.ui.clients.page import ClientsPage
from visrec_desktop.ui.clients.trait_field import TraitField
from visrec_desktop.ui.theme.theme import Theme

FULL = make_client(
    1,
    contact="1@example.com",
    sizes=("M", "40"),
    budget_min=Decimal(40),
    budget_max=Decimal("180.50"),
    currency="EUR",
    likes=(Trait(TraitKind.COLOUR, "Blue"), Trait(TraitKind.STYLE, "classic")),
    avoids=(Trait(TraitKind.BRAND, "Northwind"),),
    age_band="35–44",
    gender="any",
    place="Harbour",
    notes="Two lines\nof notes",
    dates=(ImportantDate("Birthday", "1987-05-14"), ImportantDate("Fair", "2031-01-02", yearly=False)),
)
FACETS = Facets(
    categories=(("Shirts", 3), ("Shirts, formal", 1)),
    brands=(("Northwind", 4),),
    colours=(("Blue", 5),),
    sizes=(("M", 3),),
    currency="EUR",
)


@pytest.fixture
def form(qtbot: Any, theme: Theme) -> ClientForm:
    made = ClientForm(theme, FACETS, QLocale("en_GB"))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def host(qtbot: Any, theme: Theme) -> ClientsHost:
    made = ClientsHost(theme, [FULL, make_client(2)])
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(host: ClientsHost) -> ClientsPage:
    made = ClientsPage(host.kit)
    host.put(made)
    return made


def open_dialog(page: ClientsPage, client_id: int) -> ClientDialog:
    page.changes.edit(client_id)
    assert page.changes.dialog is not None
    return page.changes.dialog


def test_every_field_reads_back_as_it_was(form: ClientForm) -> None:
    form.fill(FULL, {Purpose.PHOTOS: True})
    assert form.fields["budget_min"].text == "40"
    assert form.fields["budget_max"].text == "180.50"
    assert form.read() == FULL
    assert form.agreements.agreed == {
        Purpose.PROFILE: False,
        Purpose.PHOTOS: True,
        Purpose.CONTACT: False,
    }


def test_an_empty_client_reads_back_empty(form: ClientForm) -> None:
    blank = make_client(1)
    form.fill(blank, {})
    assert form.read() == blank


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("name", "   ", "Give the client a name."),
        ("budget_min", "much", "Write a number"),
        ("budget_max", "-3", "cannot be below zero"),
        ("budget_max", "3", "less than where the budget begins"),
    ],
)
def test_a_wrong_field_says_so_and_has_the_keyboard(
    form: ClientForm, name: str, text: str, sentence: str
) -> None:
    form.fill(FULL, {})
    form.fields[name].set_text(text)
    assert form.read() is None
    assert sentence in form.fields[name].problem.text()
    assert form.focusWidget() is form.fields[name].editor
    form.fields[name].set_text("50" if "budget" in name else "Client 1")
    assert form.fields[name].problem.text() == ""
    assert form.read() is not None


def test_a_wrong_day_says_so(form: ClientForm) -> None:
    form.fill(FULL, {})
    line = form.dates.lines[0]
    line.day.setText("32/13")
    assert form.read() is None
    assert "such as 14/05 or 14/05/1987" in line.problem.text()
    assert form.focusWidget() is line.day
    line.day.setText("29/2")
    line.what.clear()
    read = form.read()
    assert read is not None
    assert read.dates[0] == ImportantDate("Birthday", "--02-29")
    line.day.clear()
    read = form.read()
    assert read is not None
    assert len(read.dates) == 1  # an empty line is no date


def test_days_come_and_go(form: ClientForm) -> None:
    form.fill(make_client(1), {})
    form.dates.add_button.click()
    line = form.dates.lines[0]
    assert form.focusWidget() is line.what
    line.what.setText("Birthday")
    line.day.setText("14/05")
    line.yearly.click()
    read = form.read()
    assert read is not None
    assert read.dates == (ImportantDate("Birthday", "--05-14", yearly=False),)
    line.remove_button.click()
    read = form.read()
    assert read is not None
    assert read.dates == ()


def test_liked_and_avoided_at_once_is_a_fault_of_the_form(form: ClientForm) -> None:
    form.fill(FULL, {})
    form.avoids.set_traits([Trait(TraitKind.COLOUR, "blue")])
    assert form.read() is None
    assert "“Blue” is among the likes as well" in form.avoids.problem.text()


def test_what_is_still_being_typed_is_not_lost(form: ClientForm) -> None:
    form.fill(make_client(1), {})
    form.sizes.editor.setText("M, 40 ")
    form.likes.editor.setText("blue")
    read = form.read()
    assert read is not None
    assert read.sizes == ("M", "40")
    assert read.likes == (Trait(TraitKind.COLOUR, "Blue"),)


def test_chips_by_keyboard(qtbot: Any, theme: Theme) -> None:
    field = ChipField(theme, "Sizes")
    qtbot.addWidget(field)
    field.show()
    edits: list[int] = []
    field.edited.connect(lambda: edits.append(1))
    QTest.keyClicks(field.editor, "M,")
    assert field.values == ("M",)
    QTest.keyClicks(field.editor, "m")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.values == ("M",)  # it is there already
    QTest.keyClicks(field.editor, "40")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.values == ("M", "40")
    assert field.editor.text() == ""
    assert edits
    (first, _) = field._chips.findChildren(type(field._chip("x")))[:2]
    QTest.keyClick(first, Qt.Key.Key_Delete)
    assert field.values == ("40",)


def test_enter_in_a_chip_field_does_not_save_the_dialog(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    QTest.keyClicks(dialog.form.sizes.editor, "XL")
    QTest.keyClick(dialog.form.sizes.editor, Qt.Key.Key_Return)
    assert page.changes.dialog is dialog
    assert dialog.form.sizes.values == ("M", "40", "XL")
    assert host.clients.calls == []
    dialog.reject()


def test_a_word_of_the_catalog_knows_its_kind(qtbot: Any, theme: Theme) -> None:
    field = TraitField(theme, "Likes")
    qtbot.addWidget(field)
    field.offer({TraitKind.COLOUR: ["Blue"], TraitKind.CATEGORY: ["Shirts, formal", "Blue"]})
    for typed in ("blue", "Blue  ·  Category", "Shirts, formal  ·  Category"):
        field.editor.setText(typed)
        field.take_typed()
    field.kind.setCurrentIndex(field.kind.findData(TraitKind.BRAND))
    field.editor.setText("New brand")
    field.take_typed()
    assert field.traits == (
        Trait(TraitKind.COLOUR, "Blue"),
        Trait(TraitKind.CATEGORY, "Blue"),
        Trait(TraitKind.CATEGORY, "Shirts, formal"),
        Trait(TraitKind.BRAND, "New brand"),
    )


def test_a_suggestion_becomes_a_chip_at_once(qtbot: Any, theme: Theme) -> None:
    field = TraitField(theme, "Likes")
    qtbot.addWidget(field)
    field.offer({TraitKind.COLOUR: ["Blue"]})
    field.editor.setText("Blue  ·  Colour")  # what the completer writes
    field.editor.completer().activated.emit("Blue  ·  Colour")
    qtbot.waitUntil(lambda: field.traits == (Trait(TraitKind.COLOUR, "Blue"),))


def test_a_new_client_is_stored_with_what_is_agreed(page: ClientsPage, host: ClientsHost) -> None:
    page.changes.add()
    dialog = page.changes.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "New client"
    dialog.save_button.click()
    assert "Give the client a name." in dialog.form.fields["name"].problem.text()
    dialog.form.fields["name"].set_text("Client 3")
    dialog.form.agreements.ticks[Purpose.PROFILE].click()
    dialog.save_button.click()
    assert page.changes.dialog is None
    assert host.clients.stored[3].name == "Client 3"
    assert host.clients.stored[3].currency == "EUR"
    assert [answer.purpose for answer in host.clients.answers[3]] == [Purpose.PROFILE]
    assert page.brief.client_id == 3
    assert page.list.view.current_id == 3
    host.undo.undo()
    assert host.clients.stored[3].archived  # nothing is lost by it
    host.undo.redo()
    assert not host.clients.stored[3].archived


def test_an_edit_can_be_undone_and_repeated(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    dialog.form.fields["notes"].set_text("Other notes")
    dialog.save_button.click()
    assert page.changes.dialog is None
    assert host.clients.stored[1].notes == "Other notes"
    assert host.undo.undoText() == "Edit “Client 1”"
    host.undo.undo()
    assert host.clients.stored[1].notes == FULL.notes
    host.undo.redo()
    assert host.clients.stored[1].notes == "Other notes"


def test_without_a_change_nothing_is_written(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    dialog.save_button.click()
    assert page.changes.dialog is None
    assert host.clients.calls == []
    assert host.undo.count() == 0


def test_an_agreement_ticked_in_the_form_is_recorded(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    dialog.form.agreements.ticks[Purpose.CONTACT].click()
    dialog.save_button.click()
    assert host.clients.calls == [("consent", 1, Purpose.CONTACT, True)]


def test_a_client_changed_elsewhere(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    dialog.form.fields["notes"].set_text("Mine")
    dialog.form.fields["budget_max"].set_text("18o")
    host.clients.stored[1] = replace(FULL, notes="Theirs", version=7)
    dialog.form.fields["budget_max"].set_text("200")
    dialog.save_button.click()
    assert "changed elsewhere" in dialog.message
    assert host.clients.stored[1].notes == "Theirs"
    dialog.form.fields["budget_max"].set_text("2oo")  # wrong, and yet not lost
    dialog.load_button.click()
    assert dialog.form.fields["notes"].text == "Theirs"
    assert dialog.form.fields["budget_max"].text == "180.50"
    dialog.back_button.click()
    assert dialog.form.fields["notes"].text == "Mine"
    assert dialog.form.fields["budget_max"].text == "2oo"
    dialog.form.fields["budget_max"].set_text("200")
    dialog.save_button.click()
    assert page.changes.dialog is None
    assert host.clients.stored[1].notes == "Mine"
    assert host.clients.stored[1].budget_max == Decimal(200)
    host.undo.undo()
    assert host.clients.stored[1].notes == "Theirs"


def test_a_change_between_reading_and_writing_is_told_as_well(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    dialog.form.fields["notes"].set_text("Mine")
    save = host.clients.save

    def overtaken(client: Any, on_done: Any, on_failed: Any = None) -> None:
        host.clients.stored[1] = replace(FULL, notes="Theirs", version=7)
        save(client, on_done, on_failed)

    host.clients.save = overtaken  # type: ignore[method-assign]
    dialog.save_button.click()
    assert "changed elsewhere" in dialog.message
    assert host.clients.stored[1].notes == "Theirs"
    dialog.reject()


def test_a_client_forgotten_meanwhile(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    dialog.form.fields["notes"].set_text("Mine")
    del host.clients.stored[1]
    dialog.save_button.click()
    assert "forgotten meanwhile" in dialog.message
    assert not dialog.save_button.isEnabled()
    dialog.reject()


def test_a_full_disk_is_told_and_the_form_stays(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    dialog.form.fields["notes"].set_text("Mine")
    host.clients.refuse = KnownError(ErrorCode.DISK_FULL, "profiles.db", "no space left")
    dialog.save_button.click()
    assert dialog.message
    assert dialog.save_button.isEnabled()
    assert dialog.form.fields["notes"].text == "Mine"
    dialog.reject()


def test_every_control_of_the_form_has_a_name(page: ClientsPage) -> None:
    dialog = open_dialog(page, 1)
    dialog.form.dates.add()
    assert nameless(dialog) == []
    assert "Client 1" not in dialog.windowTitle()
    dialog.reject()


def test_tab_goes_through_the_form_as_it_stands_on_the_screen(page: ClientsPage) -> None:
    dialog = open_dialog(page, 1)
    form = dialog.form
    stops: list[str] = []
    place: QWidget | None = form.fields["name"].editor
    for _ in range(400):
        if place is None or (place is form.fields["name"].editor and stops):
            break
        if place.focusPolicy() & Qt.FocusPolicy.TabFocus and form.isAncestorOf(place) and place.isVisible():
            name = place.accessibleName() or getattr(place, "text", str)()
            stops.append(name.partition("  ·  ")[0])
        place = place.nextInFocusChain()
    wanted = [
        *("Name", "Telephone or mail", "Budget, from", "to", "Currency"),
        *("Sizes", "Sizes: M", "Sizes: 40"),
        *("Likes: kind of a new word", "Likes", "Likes: Blue", "Likes: classic"),
        *("Avoids: kind of a new word", "Avoids", "Avoids: Northwind"),
        *("What the day is", "Day", "every year", "Take this day away") * 2,
        *("Add a day", "Age", "Gender", "Place", "Notes"),
        *("Remember taste", "Keep photos", "Stay in touch"),
    ]
    assert stops == wanted
    dialog.reject()


def test_enter_in_a_line_does_not_save(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    name, contact = dialog.form.fields["name"].editor, dialog.form.fields["contact"].editor
    name.setFocus()
    QTest.keyClicks(name, "!")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert page.changes.dialog is dialog
    assert dialog.focusWidget() is contact
    sizes = dialog.form.sizes.editor
    sizes.setFocus()
    QTest.keyClick(sizes, Qt.Key.Key_Return)  # nothing is typed there
    assert page.changes.dialog is dialog
    assert host.clients.calls == []
    QTest.keyClicks(sizes, "XL")
    QTest.keyClick(sizes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.changes.dialog is None
    assert "XL" in host.clients.stored[1].sizes


def test_escape_asks_before_anything_typed_is_lost(page: ClientsPage, host: ClientsHost) -> None:
    dialog = open_dialog(page, 1)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.changes.dialog is None  # nothing was typed
    dialog = open_dialog(page, 1)
    QTest.keyClicks(dialog.form.sizes.editor, "X")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    question = dialog.question
    assert question is not None
    assert question.isVisible()
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert page.changes.dialog is dialog
    assert dialog.form.sizes.editor.text() == "X"
    dialog.form.sizes.editor.clear()
    dialog.form.agreements.ticks[Purpose.CONTACT].click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.question is not None
    (discard,) = (button for button in dialog.question.buttons() if button.text() == "Discard")
    discard.click()
    assert page.changes.dialog is None
    assert host.clients.calls == []
