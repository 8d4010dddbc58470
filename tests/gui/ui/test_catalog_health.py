"""From the Catalog page to the health page and back, and proposals on the product panel."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from tests.gui.ui.catalog_fakes import make_product
from tests.gui.ui.catalog_kit import Host, nameless, press
from tests.gui.ui.health_fakes import category_for
from visrec_desktop.services.health.values import Finding
from visrec_desktop.ui.catalog.page import CatalogPage
from visrec_desktop.ui.theme.theme import Theme


@pytest.fixture
def host(qtbot: Any, theme: Theme, tmp_path: Path) -> Host:
    products = [make_product(number) for number in range(1, 11)]
    products[4] = replace(products[4], category="")
    made = Host(theme, products, tmp_path)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(host: Host) -> CatalogPage:
    made = CatalogPage(host.kit)
    host.put(made)
    assert made.mending  # else it is made when the page has been shown for a while
    return made


def test_the_button_tells_how_many_there_are_to_look_at(page: CatalogPage, host: Host) -> None:
    assert page.toolbar.health_button.text() == "Catalog health"
    host.health.tell(no_picture=[1, 2], no_category=[2, 5], sold_out=[9])
    assert page.toolbar.health_button.text() == "Catalog health · 3"
    assert page.toolbar.health_button.accessibleName() == "Catalog health: 3 products to look at"
    page.toolbar.resize(300, page.toolbar.height())
    assert page.toolbar.health_button.text() == ""
    assert "3 products" in page.toolbar.health_button.toolTip()


def test_there_and_back(page: CatalogPage, host: Host) -> None:
    assert page.health is None
    page.toolbar.health_button.click()
    assert page.health is not None
    assert page.health.isVisible()
    assert host.health.watched == 1
    assert nameless(page) == []
    press(page.health, "Catalog")
    assert page.listing.isVisible()
    page.show_health()
    QTest.keySequence(page.health.findings, QKeySequence(QKeySequence.StandardKey.Back))
    assert page.listing.isVisible()
    assert host.health.watched == 2


def test_a_product_asked_for_elsewhere_is_shown_among_the_others(page: CatalogPage, host: Host) -> None:
    page.show_health()
    host.navigator.product_wanted.emit(3)
    assert page.listing.isVisible()
    assert page.listing.selected == (3,)


def test_a_proposal_on_the_panel_is_marked_and_answered(page: CatalogPage, host: Host) -> None:
    host.health.tell(no_category=[5], proposals=[category_for(5, confidence=0.7)])
    page.listing.select([5])
    (card,) = page.side.proposed.cards
    assert "Category" not in page.side.product.facts.values
    assert page.side.proposed.isVisible()
    assert card.accept_button.accessibleName() == "Accept Category: Shirts"
    card.accept_button.click()
    assert host.catalog.stored[5].category == "Shirts"
    assert page.side.proposed.cards == []
    assert not page.side.proposed.isVisible()
    assert host.notices.text == "1 value accepted"
    press(host.notices, "Undo")
    assert host.catalog.stored[5].category == ""


def test_a_product_without_proposals_has_no_card(page: CatalogPage, host: Host) -> None:
    host.health.tell(no_category=[5], proposals=[category_for(5)])
    page.listing.select([5])
    page.listing.select([6])
    assert not page.side.proposed.isVisible()
    assert page.side.product.edit_button.isVisible()
    assert not page.side.product.restore_button.isVisible()


def test_a_photo_of_a_found_product_is_matched(page: CatalogPage, host: Host) -> None:
    host.health.tell(blurred=[4])
    page.show_health()
    assert page.health is not None
    page.health.findings.choose(Finding.BLURRED)
    page.health.side.product.match_button.click()
    assert [photo.path for photo in host.opened] == [Path("/shop/SKU-0004.jpg")]
