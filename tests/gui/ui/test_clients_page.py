"""The Clients page as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.gui.ui.catalog_kit import nameless, press
from tests.gui.ui.clients_fakes import ClientsHost, make_client, make_seen
from tests.gui.ui.match_fakes import make_context
from visrec_desktop.core.clients import (
    ClientId,
    ClientSummary,
    Consent,
    ImportantDate,
    KeptPhoto,
    Knowledge,
    Owned,
    Purpose,
    Refusal,
    Trait,
    TraitKind,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Because, PictureId
from visrec_desktop.data.profiles.values import Backup, BackupHolding, ForgetReport
from visrec_desktop.services.clients import DateAhead
from visrec_desktop.services.recommending import ClientFit
from visrec_desktop.ui.clients.forget_dialog import ForgetReportDialog
from visrec_desktop.ui.clients.list_model import ClientRole
from visrec_desktop.ui.clients.page import ClientsPage
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.theme.theme import Theme

NOW = 1_800_000_000_000_000
FULL = make_client(
    1,
    contact="1@example.com",
    sizes=("M", "40"),
    budget_max=Decimal(180),
    currency="EUR",
    likes=(Trait(TraitKind.COLOUR, "Blue"),),
    avoids=(Trait(TraitKind.CATEGORY, "Hats"),),
    notes="Mornings.",
)


def fill(host: ClientsHost) -> None:
    clients = host.clients
    clients.known[1] = Knowledge(likes=4, purchases=1, refusals=2)
    clients.seen[1] = {
        "liked": tuple(make_seen(number, at=100 - number) for number in range(1, 5)),
        "refused": (make_seen(5, reason=Refusal.TOO_DEAR), make_seen(6, reason=Refusal.COLOUR)),
        "bought": (make_seen(7, at=200),),
    }
    clients.things[1] = [Owned(name="A grey coat")]
    clients.answers[1] = [
        Consent(Purpose.PHOTOS, True, NOW - 10),
        Consent(Purpose.PHOTOS, False, NOW),
        Consent(Purpose.PROFILE, True, NOW),
    ]
    birthday = ImportantDate("Birthday", "1987-05-14")
    clients.more[1] = {
        "dates": (DateAhead(ClientId(1), "Client 1", birthday, date(2027, 5, 14), 12, 40),),
        "photos": (KeptPhoto(1, "photo", NOW, NOW + 10),),
    }


@pytest.fixture
def host(qtbot: Any, theme: Theme) -> ClientsHost:
    made = ClientsHost(theme, [FULL, *(make_client(number) for number in range(2, 31))])
    qtbot.addWidget(made)
    fill(made)
    return made


@pytest.fixture
def page(host: ClientsHost) -> ClientsPage:
    made = ClientsPage(host.kit)
    host.put(made)
    return made


def texts(widget: QWidget) -> str:
    shown = [part.text() for part in widget.findChildren(QLabel) if part.isVisible()]
    return " | ".join(shown + [b.text() for b in widget.findChildren(QAbstractButton) if b.isVisible()])


def test_the_brief_says_what_one_needs_before_a_visit(page: ClientsPage) -> None:
    page.list.select(1)
    words = texts(page.brief)
    for part in (
        "Client 1",
        "1@example.com",
        "based on 4 likes, 1 purchase and 2 refusals",
        "Birthday (40)",
        "in 12 days",
        "M, 40",
        "up to €180",
        "Blue",
        "Hats",
        "A grey coat",
        "Mornings.",
        "1 photo is kept",
        "not agreed, ",
        "agreed on ",
        "not asked yet",
    ):
        assert part in words, part
    assert [seen.sku for seen in page.brief.rows.taste.model.items][:2] == ["SKU-0007", "SKU-0001"]
    assert page.brief.rows.refused.model.rowCount() == 2
    switches = page.brief.facts.agreements.switches
    assert [switches[purpose].isChecked() for purpose in Purpose] == [True, False, False]


def test_a_usual_client_fits_one_screen(page: ClientsPage) -> None:
    page.list.select(1)
    page.grab()
    bar = page.brief.verticalScrollBar()
    assert bar.maximum() == 0


def test_little_known_is_little_shown(page: ClientsPage) -> None:
    page.list.select(2)
    words = texts(page.brief)
    assert "nothing known yet" in words
    assert "No visit recorded yet" in words
    assert "Nothing liked or bought yet" in words
    assert "Coming up" not in words
    assert "Notes" not in words


def test_who_does_not_want_to_be_remembered(page: ClientsPage, host: ClientsHost) -> None:
    host.clients.more[2] = {"profile_used": False}
    page.list.select(2)
    assert "does not want taste to be remembered" in page.brief.rows.nothing.text()


def test_nobody_chosen_and_nobody_there(qtbot: Any, theme: Theme, page: ClientsPage) -> None:
    assert page.none_chosen.isVisible()
    empty = ClientsHost(theme, [])
    qtbot.addWidget(empty)
    first = ClientsPage(empty.kit)
    empty.put(first)
    assert first.empty.isVisible()
    assert first.empty.title == "Add your first client"
    press(first.empty, "New client")
    assert first.changes.dialog is not None
    first.changes.dialog.form.fields["name"].set_text("Client 1")
    first.changes.dialog.save_button.click()
    assert first.list.isVisible()
    assert first.brief.client_id == 1


def test_the_keyboard_is_enough(page: ClientsPage, host: ClientsHost, qtbot: Any) -> None:
    host.activateWindow()
    page.list.view.setFocus()
    qtbot.waitUntil(page.list.view.hasFocus)
    page.list.select(1)
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.brief.client_id == page.list.view.current_id != 1
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    assert page.changes.dialog is not None
    page.changes.dialog.reject()
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.list.search.hasFocus()
    QTest.keyClick(page.list.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.changes.dialog is not None
    assert page.changes.dialog.is_new
    page.changes.dialog.reject()


def test_delete_archives_and_the_notice_takes_it_back(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(1)
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Delete)
    assert host.clients.stored[1].archived
    assert page.list.count.text() == "29 clients"
    assert "is in the archive now" in host.notices.text
    assert page.brief.head.archive_button.text() == "Take out of the archive"
    press(host.notices, "Undo")
    assert not host.clients.stored[1].archived
    assert page.list.count.text() == "30 clients"


def test_the_archive_can_be_listed_and_left(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(1)
    page.brief.head.archive_button.click()
    page.list.archive_tick.click()
    assert page.list.count.text() == "30 clients"
    page.list.select(1)
    assert not page.brief.head.match_button.isEnabled()
    page.brief.head.archive_button.click()
    assert not host.clients.stored[1].archived
    assert page.brief.head.match_button.isEnabled()


def test_with_everybody_in_the_archive_the_list_stays(page: ClientsPage, host: ClientsHost) -> None:
    for number in range(3, 31):
        del host.clients.stored[number]
    for number in (1, 2):
        host.clients.archive(number, True, lambda _client: None)
    assert page.list.isVisible()
    page.list.archive_tick.click()
    assert page.list.count.text() == "2 clients"
    page.list.select(1)
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Delete)
    assert host.clients.stored[1].archived  # Delete never takes out of it


def test_kept_photos_are_shown_and_dropped_with_their_client(page: ClientsPage) -> None:
    page.list.select(1)
    row = page.brief.rows.photos
    assert row.isVisible()
    page.grab()
    assert row.model.index(0).data(Qt.ItemDataRole.DecorationRole).width() == 60
    photos = page.brief.rows._photos
    assert photos._pixmaps
    page.list.select(2)
    assert not row.isVisible()
    assert not photos._pixmaps


def test_match_goes_to_the_match_page(page: ClientsPage, host: ClientsHost) -> None:
    wanted: list[int] = []
    host.navigator.match_for_wanted.connect(wanted.append)
    page.list.select(1)
    page.brief.head.match_button.click()
    assert wanted == [1]


def test_a_picture_leads_to_its_product_unless_it_is_gone(page: ClientsPage, host: ClientsHost) -> None:
    wanted: list[int] = []
    host.navigator.product_wanted.connect(wanted.append)
    page.list.select(1)
    page.brief.rows.chosen.emit(make_seen(3))
    page.brief.rows.chosen.emit(make_seen(4, gone=True))
    assert wanted == [3]


def test_an_agreement_is_dated_and_can_be_taken_back(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(2)
    switch = page.brief.facts.agreements.switches[Purpose.PHOTOS]
    switch.click()
    assert [answer.given for answer in host.clients.answers[2]] == [True]
    assert switch.isChecked()
    assert "agreed on" in switch.accessibleDescription()
    host.undo.undo()
    assert [answer.given for answer in host.clients.answers[2]] == [True, False]
    assert not switch.isChecked()
    host.undo.redo()
    assert [answer.given for answer in host.clients.answers[2]] == [True, False, True]


def test_an_answer_that_cannot_be_stored_is_not_shown_as_given(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(2)
    host.clients.refuse = KnownError(ErrorCode.DISK_FULL, "profiles.db")
    switch = page.brief.facts.agreements.switches[Purpose.PHOTOS]
    switch.click()
    assert not switch.isChecked()
    assert host.notices.text
    assert host.undo.count() == 0


def test_what_a_client_owns(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(2)
    things = page.brief.facts.things
    things.add_button.click()
    QTest.keyClicks(things.editor, "  White   sneakers ")
    QTest.keyClick(things.editor, Qt.Key.Key_Return)
    assert host.clients.things[2] == [Owned(name="White sneakers")]
    host.undo.undo()
    assert host.clients.things[2] == []
    host.undo.redo()
    (chip,) = (b for b in things.findChildren(QAbstractButton) if b.isVisible() and "White" in b.text())
    chip.click()
    assert host.clients.things[2] == []
    host.undo.undo()
    assert host.clients.things[2] == [Owned(name="White sneakers")]


def test_an_undo_that_cannot_be_stored_is_not_said_to_be_done(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(1)
    page.brief.head.archive_button.click()
    host.clients.refuse = KnownError(ErrorCode.DISK_FULL, "profiles.db")
    host.clients.hold = True  # as it is with threads: the answer comes after the step
    host.undo.undo()
    host.clients.release()
    assert host.clients.stored[1].archived
    assert host.undo.canUndo()
    host.clients.refuse = None
    host.undo.undo()
    assert not host.clients.stored[1].archived


def test_merge_shows_first_what_will_be(page: ClientsPage, host: ClientsHost) -> None:
    host.clients.stored[2] = make_client(2, place="Harbour", sizes=("XL",))
    page.list.select(1)
    page.brief.head.merge_button.click()
    dialog = page.changes.merge_dialog
    assert dialog is not None
    assert nameless(dialog) == []
    assert not dialog.merge_button.isEnabled()
    assert dialog.model.row_of(1) == -1
    dialog.view.select(2)
    assert dialog.facts.values["Place"] == "Harbour"
    assert dialog.facts.values["Sizes"] == "M, 40, XL"
    assert dialog.facts.values["Name"] == "Client 1"
    dialog.swap_button.click()
    assert dialog.facts.values["Name"] == "Client 2"
    dialog.swap_button.click()
    dialog.merge_button.click()
    assert page.changes.merge_dialog is None
    assert 2 not in host.clients.stored
    assert host.clients.stored[1].place == "Harbour"
    assert page.brief.client_id == 1
    host.undo.undo()
    assert host.clients.stored[2].place == "Harbour"
    assert host.clients.stored[1].place == ""
    host.undo.redo()
    assert 2 not in host.clients.stored
    host.undo.undo()
    assert 2 in host.clients.stored


def test_a_merger_that_fails_is_told_in_the_dialog(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(1)
    page.brief.head.merge_button.click()
    dialog = page.changes.merge_dialog
    assert dialog is not None
    dialog.view.select(2)
    host.clients.refuse = KnownError(ErrorCode.DISK_FULL, "profiles.db")
    dialog.merge_button.click()
    assert dialog.problem.isVisible()
    assert dialog.merge_button.isEnabled()
    dialog.reject()
    assert page.changes.merge_dialog is None


def test_forget_asks_and_then_leaves_nothing_on_the_undo_stack(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(1)
    page.brief.facts.agreements.switches[Purpose.CONTACT].click()
    page.brief.head.archive_button.click()
    page.brief.head.archive_button.click()
    page.list.select(2)
    page.brief.facts.agreements.switches[Purpose.CONTACT].click()
    page.list.select(1)
    assert host.undo.count() == 4
    host.notices.say("“Client 1” is in the archive now.", keep=True)
    page.brief.head.forget_action.trigger()
    dialog = page.keeping.forget_dialog
    assert dialog is not None
    assert nameless(dialog) == []
    assert not dialog.forget_button.isEnabled()
    dialog.tick.click()
    dialog.copies_tick.click()
    dialog.forget_button.click()
    assert ("forget", 1, True) in host.clients.calls
    assert 1 not in host.clients.stored
    assert page.keeping.forget_dialog is None
    report = page.keeping.report_dialog
    assert report is not None
    assert report.erased.values["Client"] == "1"
    assert "No copy" in report.backups.text()
    report.accept()
    assert page.none_chosen.isVisible()
    assert host.undo.count() == 0
    assert host.notices.text == ""
    assert "Client 1" not in texts(page)
    assert all("1@example.com" not in part.text() for part in page.findChildren(QLabel))


def test_the_report_names_what_still_holds_the_client(qtbot: Any, theme: Theme) -> None:
    report = ForgetReport(
        ClientId(1),
        {"events": 12, "something_new": 1},
        cleaned=False,
        detail="disk full",
        backups=(
            BackupHolding(Path("/data/profiles-1.db"), NOW),
            BackupHolding(Path("/data/profiles-2.db"), None, certain=False),
        ),
    )
    dialog = ForgetReportDialog(report, theme)
    qtbot.addWidget(dialog)
    assert dialog.erased.values == {"Likes, refusals, purchases, views": "12", "Something new": "1"}
    assert "disk full" in dialog.cleaned.text()
    assert "profiles-1.db: goes on" in dialog.backups.text()
    assert "profiles-2.db (it cannot be read, so it may): stays" in dialog.backups.text()
    rewritten = replace(report, backups=(), rewritten=(Path("/data/profiles-1.db"),))
    dialog = ForgetReportDialog(rewritten, theme)
    qtbot.addWidget(dialog)
    assert "erased from the copies as well (1)" in dialog.backups.text()


def test_export_is_offered_without_the_name_in_the_file(
    page: ClientsPage, host: ClientsHost, tmp_path: Path
) -> None:
    page.list.select(1)
    page.brief.head.export_action.trigger()
    dialog = page.keeping.file_dialog
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["client-1.zip"]
    dialog.close()
    page.keeping.export_to(1, tmp_path / "client-1.zip")
    assert host.clients.calls[-1] == ("export", 1, tmp_path / "client-1.zip")
    assert "client-1.zip" in host.notices.text
    host.clients.refuse = KnownError(ErrorCode.DISK_FULL, "client-1.zip")
    page.keeping.export_to(1, tmp_path / "client-1.zip")
    assert "client-1.zip" in host.notices.text


def test_a_damaged_file_is_explained_and_a_copy_restored(page: ClientsPage, host: ClientsHost) -> None:
    clients = host.clients
    clients.backups = (
        Backup(Path("/data/backups/profiles-2.db"), NOW, 2_000_000, 17, None),
        Backup(Path("/data/backups/profiles-1.db"), NOW - 10, 1_000, None, None),
    )
    clients.unusable = KnownError(ErrorCode.PROFILES_DAMAGED, "profiles.db", "file is not a database")
    clients.refresh()
    panel = page.rescue.panel
    assert panel.isVisible()
    assert "damaged" in panel.title.text()
    assert nameless(page) == []
    words = texts(panel)
    assert "17 clients" in words
    assert "cannot be read either" in words
    (good, bad) = (button for button in panel.findChildren(QAbstractButton) if button.text() == "Restore")
    assert good.isEnabled()
    assert not bad.isEnabled()
    good.click()
    question = page.rescue.question
    assert question is not None
    for part in question.findChildren(QLabel):  # every word can be read, also where text is large
        if part.text():
            rect = part.fontMetrics().boundingRect(
                0, 0, part.contentsRect().width(), 10_000, int(Qt.TextFlag.TextWordWrap), part.text()
            )
            assert rect.width() <= part.contentsRect().width()
            assert rect.height() <= part.contentsRect().height()
    (yes,) = (button for button in question.buttons() if button.text() == "Restore")
    yes.click()
    assert ("restore", Path("/data/backups/profiles-2.db")) in clients.calls
    clients.refresh()
    assert page.list.isVisible()
    assert "kept aside" in host.notices.text


def test_a_newer_file_offers_no_copies(page: ClientsPage, host: ClientsHost) -> None:
    host.clients.unusable = KnownError(ErrorCode.PROFILES_NEWER, "profiles.db", "9")
    host.clients.refresh()
    words = texts(page.rescue.panel)
    assert "newer version" in words
    assert "Copies" not in words
    host.clients.unusable = None
    page.rescue.panel.again_button.click()
    assert page.list.isVisible()


def make_fit(number: int) -> ClientFit:
    because = Because("SKU-0001", "Check shirt 1", PictureId(100_001), bought=True)
    return ClientFit(ClientSummary(ClientId(number), f"Client {number}"), 5, 0.9, (), "Blue suits.", because)


def test_which_clients_for_products(page: ClientsPage, host: ClientsHost) -> None:
    host.clients.fits = (make_fit(3), make_fit(1))
    host.navigator.clients_for_wanted.emit((5,))
    assert host.clients.calls == [("fits", (5,))]
    assert page.fits.isVisible()
    assert page.fits.title.text() == "Clients for “Check shirt 5”"
    assert page.fits.model.rowCount() == 2
    assert nameless(page) == []
    QTest.keyClick(page.fits.view, Qt.Key.Key_Return)
    assert page.brief.client_id == 3
    assert page.list.view.current_id == 3
    page.brief.back_button.click()
    assert page.fits.isVisible()
    page.fits.close_button.click()
    assert page.brief.isVisible()
    assert not page.brief.back_button.isVisible()


def test_products_deleted_and_brought_back_while_their_clients_are_shown(
    page: ClientsPage, host: ClientsHost
) -> None:
    catalog: Any = host.kit.context.catalog
    host.clients.fits = (make_fit(3),)
    page.show_fits((5, 6))
    catalog.products_changed.emit(frozenset({7}))
    assert host.clients.calls == [("fits", (5, 6))]
    product = catalog.stored.pop(5)
    catalog.products_changed.emit(frozenset({5}))
    assert host.clients.calls[-1] == ("fits", (6,))
    assert page.fits.products.model.rowCount() == 1
    other = catalog.stored.pop(6)
    host.clients.fits = ()
    catalog.products_changed.emit(frozenset({6}))
    assert "deleted from the catalog" in page.fits.remark.text()
    catalog.stored.update({5: product, 6: other})
    host.clients.fits = (make_fit(3),)
    catalog.products_changed.emit(frozenset({5, 6}))
    assert host.clients.calls[-1] == ("fits", (5, 6))
    assert page.fits.products.model.rowCount() == 2
    assert page.fits.model.rowCount() == 1
    page.fits.close_button.click()
    calls = len(host.clients.calls)
    catalog.products_changed.emit(frozenset({5}))
    assert len(host.clients.calls) == calls


def test_namesakes_are_told_apart_where_two_are_merged(page: ClientsPage, host: ClientsHost) -> None:
    host.clients.stored[2] = make_client(2, name="Client 1", contact="2@example.com")
    page.list.select(1)
    page.brief.head.merge_button.click()
    dialog = page.changes.merge_dialog
    assert dialog is not None
    row = dialog.model.row_of(2)
    assert "2@example.com" in dialog.model.index(row).data(ClientRole.KNOWLEDGE)
    dialog.view.select(2)
    assert (
        "“Client 1 (2@example.com)” will belong to “Client 1 (1@example.com)”"
        in dialog.remark.text().replace("\u200b", "")
    )
    dialog.reject()


def test_products_that_suit_nobody(page: ClientsPage, host: ClientsHost) -> None:
    page.show_fits((1, 2, 3))
    assert page.fits.title.text() == "Clients for 3 products"
    assert "no client is known to like" in page.fits.remark.text()
    page.fits.close_button.click()
    assert page.none_chosen.isVisible()


def test_the_page_looks_again_when_it_is_shown(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(1)
    page.hide()
    host.clients.stored[1] = replace(host.clients.stored[1], notes="Evenings.")
    page.show()
    assert page.brief.facts.notes.text() == "Evenings."


def test_what_is_recorded_elsewhere_shows_at_once(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(2)
    host.clients.seen[2] = {"liked": (make_seen(1),)}
    host.clients.note_change(2)
    assert page.brief.rows.taste.model.rowCount() == 1


def test_a_late_brief_of_another_client_is_not_shown(page: ClientsPage, host: ClientsHost) -> None:
    host.clients.hold = True
    page.list.select(1)
    page.list.select(2)
    host.clients.release()
    assert page.brief.client_id == 2


def test_a_client_that_is_gone_leaves_the_page(page: ClientsPage, host: ClientsHost) -> None:
    page.list.select(1)
    del host.clients.stored[1]
    host.clients.refresh()
    host.clients.note_change(1)
    assert page.none_chosen.isVisible()


def test_every_control_has_a_name(page: ClientsPage) -> None:
    page.list.select(1)
    page.brief.facts.things.add_button.click()
    assert nameless(page) == []


@pytest.mark.parametrize(
    "name",
    ["Client " + "verylong" * 40, "Client " * 60, "عميل " * 30, "🌷" * 40],
    ids=["word", "words", "arabic", "signs"],
)
def test_long_names_widen_nothing(page: ClientsPage, host: ClientsHost, qtbot: Any, name: str) -> None:
    host.clients.stored[2] = make_client(2, name=name, contact=name, notes=name, place=name)
    host.clients.things[2] = [Owned(name=name)]
    host.clients.refresh()
    page.list.select(2)
    page.grab()
    ground = page.brief.widget()
    assert ground is not None
    qtbot.waitUntil(lambda: ground.width() <= page.brief.viewport().width())


def test_large_text_does_not_widen_the_window(qtbot: Any, theme: Theme) -> None:
    theme.text_scale = 2.0
    try:
        host = ClientsHost(theme, [FULL])
        qtbot.addWidget(host)
        fill(host)
        page = ClientsPage(host.kit)
        host.put(page)
        page.resize(1000, 600)
        page.list.select(1)
        page.grab()
        assert page.minimumSizeHint().width() < 1000
        ground = page.brief.widget()
        assert ground is not None
        assert ground.width() <= page.brief.viewport().width()
    finally:
        theme.text_scale = 1.0


def test_the_page_follows_the_theme(page: ClientsPage, theme: Theme) -> None:
    page.list.select(1)
    light = page.grab().toImage()
    theme.set_appearance(Appearance.DARK)
    dark = page.grab().toImage()
    corner = (page.width() - 4, page.height() - 4)
    assert light.pixelColor(*corner).lightness() > dark.pixelColor(*corner).lightness()


def test_the_window_turns_to_the_page(qtbot: Any, theme: Theme, tmp_path: Path) -> None:
    window = MainWindow(make_context(tmp_path), theme)
    qtbot.addWidget(window)
    window.navigator.client_wanted.emit(2)
    assert window.current_page == "clients"
    page = window.page("clients")
    assert isinstance(page, ClientsPage)
    assert page.brief.client_id == 2
    window.show_page("catalog")
    window.page("catalog").side.clients_wanted.emit((1,))  # type: ignore[attr-defined]
    assert window.current_page == "clients"
    assert page.fits.product_ids == (1,)
    assert "Client" not in window.windowTitle()


def test_the_catalog_asks_which_clients(qtbot: Any, theme: Theme, tmp_path: Path) -> None:
    window = MainWindow(make_context(tmp_path), theme)
    qtbot.addWidget(window)
    window.show_page("catalog")
    page: Any = window.page("catalog")
    window.page("clients")
    asked: list[Any] = []
    window.navigator.clients_for_wanted.connect(asked.append)
    page.listing.select([3])
    page.side.product.clients_button.click()
    window.show_page("catalog")
    page.listing.select([3, 4])
    page.side.several.clients_button.click()
    assert asked == [(3,), (3, 4)]
