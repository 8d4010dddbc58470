"""What headings mean, in the languages of suppliers."""

from __future__ import annotations

import pytest

from visrec_desktop.sources.tables.headings import meanings


def field(heading: str) -> str:
    found = meanings(heading)
    return max(found, key=lambda meaning: meaning.score).field if found else ""


@pytest.mark.parametrize(
    ("expected", "headings"),
    [
        (
            "sku",
            "SKU|ＳＫＵ|Article No.|item_number|Style-Code|货号|商品编号|貨號|Artikel-Nr.|Réf. article"
            "|Código|Codice articolo|商品コード|Артикул|id|Variant SKU|MPN|Art.-Nr.|Référence",
        ),
        (
            "name",
            "Name|Product Name*|productDisplayName|Title|名称|商品名称|商品名|Наименование|Bezeichnung"
            "|Désignation|Nombre|Nome|Name (EN)|name_en|Artikelname",
        ),
        (
            "category",
            "Category|articleType|Product Type|品类|商品分类|カテゴリ|Категория|Warengruppe|Catégorie"
            "|Categoría",
        ),
        (
            "brand",
            "Brand|品牌|ブランド|Бренд|Marke|Marque|Marca|Manufacturer|Vendor",
        ),
        (
            "colour",
            "Colour|Color|baseColour|COLOR|颜色|商品颜色|顏色|カラー|Цвет|Farbe|Couleur|Colore|Colour:",
        ),
        (
            "size",
            "Size|尺码|规格|尺碼|サイズ|Размер|Größe|Groesse|Taille|Talla|Taglia|Item size",
        ),
        (
            "price",
            "Price|Sale price|Retail Price|Price (EUR)|Preis in EUR|价格|零售价|售价（元）|価格"
            "|Цена, руб.|Verkaufspreis|VK-Preis|Prix TTC|Precio|Prezzo|UVP|Price incl. VAT",
        ),
        (
            "currency",
            "Currency|币种|通貨|Валюта|Währung|Devise|Moneda|Valuta",
        ),
        (
            "stock",
            "Stock|Qty|Quantity|库存|庫存|在庫数|Остаток|Bestand|Lagerbestand|Quantité|Existencias"
            "|Giacenza|Variant Inventory Qty|Кол-во",
        ),
        (
            "description",
            "Description|描述|商品描述|説明|Описание|Beschreibung|Descripción|Descrizione|Body (HTML)",
        ),
        (
            "image",
            "Image|Image 1|Picture_2|图片|图片3|主图|画像|Фото|Bild|Foto|Imagen|Immagine|Image file"
            "|File name|Main Image",
        ),
        (
            "barcode",
            "EAN|EAN-13|GTIN|UPC|Barcode|条形码|商品条码|バーコード|JANコード|Штрих-код|EAN Code|ISBN",
        ),
    ],
)
def test_headings_that_mean_a_field(expected: str, headings: str) -> None:
    named = headings.split("|")
    assert {heading: field(heading) for heading in named} == dict.fromkeys(named, expected)


NONE = (
    "Colour code|Color ID|颜色代码|Size guide|尺码表|Size 2|Parent SKU|Cost price|Purchase Price"
    "|Price (purchase)|EK-Preis|Einkaufspreis|进价|成本价|采购价格|仕入価格|Закупочная цена"
    "|Wholesale price|Prix d'achat|Price group|Image alt text|Category ID|Brand logo|Season"
    "|Stock location"
)


@pytest.mark.parametrize("heading", [*NONE.split("|"), "", "x" * 500])
def test_headings_that_mean_none(heading: str) -> None:
    assert field(heading) == ""


@pytest.mark.parametrize(
    ("heading", "currency"),
    [
        ("Price (EUR)", "EUR"),
        ("Price €", "EUR"),
        ("价格(元)", "CNY"),
        ("Цена, руб.", "RUB"),
        ("Preis in CHF", "CHF"),
        ("Price", ""),
    ],
)
def test_a_price_may_name_its_currency(heading: str, currency: str) -> None:
    (meaning,) = meanings(heading)
    assert (meaning.field, meaning.currency) == ("price", currency)
