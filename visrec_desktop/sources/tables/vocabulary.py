"""What columns are called in the sheets of the world, with how surely each word means the field."""

from __future__ import annotations

from typing import Final

SKU = "sku"
IMAGE = "image"
BARCODE = "barcode"
TEXT_FIELDS: Final = ("sku", "name", "category", "brand", "colour", "size", "currency", "description")
FIELDS: Final = (*TEXT_FIELDS, "price", "stock", IMAGE, BARCODE)
ALIASES: Final = {"color": "colour", "picture": IMAGE, "photo": IMAGE, "ean": BARCODE, "gtin": BARCODE}


def listed(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


WORDS: Final[dict[str, dict[int, str]]] = {
    SKU: {
        100: "sku | stock keeping unit | sku code | sku id | sku no | sku number",
        96: (
            "article no | article number | item no | item number | item code | style no | style number"
            " | style code | part no | part number | product no | product number | product code"
            " | art no | catalog number | plu | 货号 | 商品编号 | 商品编码 | 商品货号 | 产品编号"
            " | 产品编码 | 商品代码 | 货品编号 | 款号 | 物料编码 | 商家编码 | 貨號 | 商品編號"
            " | 產品編號 | 商品編碼 | 款號 | 料號 | artikelnummer | artikelnr | artikel nr | art nr"
            " | artnr | bestellnummer | bestellnr | materialnummer | numero d article | numero article"
            " | code article | ref article | reference article | reference produit | codigo de articulo"
            " | codigo articulo | codigo producto | codigo de producto | codice articolo"
            " | codice prodotto | cod articolo | cod art | 商品番号 | 商品コード | 品番 | 品目コード"
            " | 型番 | артикул | код товара | номер товара | артикул товара"
        ),
        90: "product id | item id | article id | model no | model number | product sku | vendor code",
        80: (
            "编码 | 编号 | 編號 | 編碼 | 货品号 | 管理番号 | reference | referencia | referenz"
            " | riferimento | ref | supplier sku | vendor sku | manufacturer sku | mpn | supplier code"
        ),
        70: (
            "article | artikel | item | model | modell | modele | modelo | modello | 型号 | 型號"
            " | модель | articulo | articolo"
        ),
        60: "id | code | codice | codigo | код | コード | 代码 | 代碼",
        45: "handle | no | nr | number | num | nummer | numero | 番号 | номер | uid | identifier | key",
    },
    "name": {
        100: (
            "name | product name | item name | article name | 名称 | 商品名称 | 品名 | 产品名称 | 名稱"
            " | 商品名稱 | 產品名稱 | 商品名 | 製品名 | название | наименование | наименование товара"
            " | название товара | bezeichnung | artikelbezeichnung | produktname | artikelname | nom"
            " | nom du produit | libelle | designation | nombre | nombre del producto | nome"
            " | nome prodotto | denominazione"
        ),
        95: (
            "product display name | display name | title | product title | 标题 | 商品标题 | 標題"
            " | 商品標題 | titel | titre | titulo | titolo | タイトル | заголовок"
        ),
        70: (
            "label | short description | kurzbezeichnung | kurzbeschreibung | short name | wine name"
            " | 名前 | intitule | denominacion | 货品名称"
        ),
    },
    "category": {
        100: (
            "category | product category | category name | 类别 | 分类 | 品类 | 商品分类 | 商品类别"
            " | 类目 | 產品類別 | 類別 | 分類 | 品類 | カテゴリ | カテゴリー | 商品カテゴリ | категория"
            " | kategorie | warengruppe | produktkategorie | categorie | categoria"
        ),
        90: (
            "article type | product type | item type | produktart | artikelart | produkttyp | 种类"
            " | 種類 | 品种 | type de produit | tipo de producto | tipo di prodotto | тип товара"
            " | вид товара"
        ),
        75: ("sub category | unterkategorie | sous categorie | subcategoria | 子类 | 子分类 | подкатегория"),
        70: (
            "product group | group | gruppe | artikelgruppe | famille | familia | famiglia | группа"
            " | группа товаров"
        ),
        60: "type | typ | tipo | 类型 | 類型 | タイプ | тип | class | kind | collection type",
        50: "department | abteilung | rayon | reparto | departamento | 部门 | отдел | master category",
    },
    "brand": {
        100: (
            "brand | brand name | 品牌 | 商标 | 品牌名称 | ブランド | ブランド名 | бренд | марка"
            " | торговая марка | marke | markenname | marque | marca"
        ),
        80: (
            "manufacturer | hersteller | fabricant | fabricante | produttore | メーカー | 制造商 | 厂家"
            " | 製造商 | производитель | maker | label brand | designer"
        ),
        50: "vendor | make | 厂商 | 廠商",
    },
    "colour": {
        100: (
            "colour | color | colour name | color name | 颜色 | 顏色 | カラー | 色 | цвет | farbe"
            " | couleur | coloris | colore | farbname"
        ),
        90: (
            "base colour | base color | main colour | main color | primary color | 主色 | 颜色分类"
            " | 色名 | grundfarbe | hauptfarbe | основной цвет | couleur principale | color principal"
            " | colores | colours | colors | 花色"
        ),
        50: "shade | tint | farbton | teinte | tono | оттенок | 色号 | 色系",
    },
    "size": {
        100: (
            "size | sizes | 尺码 | 规格 | 尺碼 | 規格 | サイズ | размер | размеры | grosse | groesse"
            " | grossen | taille | tailles | talla | tallas | taglia | taglie | 尺寸 | 码数"
        ),
        80: (
            "size name | clothing size | shoe size | konfektionsgrosse | schuhgrosse | pointure"
            " | misura | tamano | размер одежды | 大小"
        ),
    },
    "price": {
        100: ("price | 价格 | 價格 | 価格 | 値段 | цена | preis | prix | precio | prezzo | unit sale price"),
        95: (
            "retail price | selling price | sales price | 售价 | 零售价 | 销售价 | 售價 | 零售價"
            " | 販売価格 | 小売価格 | 売価 | розничная цена | цена розничная | цена продажи"
            " | verkaufspreis | vk preis | vk | ladenpreis | prix de vente | prix public"
            " | precio de venta | pvp | prezzo di vendita | prezzo al pubblico"
        ),
        90: (
            "sale price | price incl vat | price inc vat | gross price | bruttopreis | preis brutto"
            " | vk brutto | prix ttc | precio con iva | prezzo ivato | 現售價 | 优惠价 | 税込価格"
            " | 税込"
        ),
        80: (
            "unit price | 单价 | 單價 | 単価 | einzelpreis | stuckpreis | prix unitaire"
            " | precio unitario | prezzo unitario | цена за единицу | our price | current price"
            " | price value"
        ),
        70: (
            "rrp | msrp | list price | uvp | listenpreis | prix conseille | prezzo di listino | 标价"
            " | 吊牌价 | 定价 | 定價 | 定価 | recommended retail price | регулярная цена"
        ),
        60: (
            "price excl vat | price ex vat | net price | nettopreis | preis netto | prix ht"
            " | precio sin iva | 税抜価格"
        ),
    },
    "currency": {
        100: (
            "currency | currency code | 币种 | 货币 | 幣種 | 貨幣 | 币别 | 幣別 | 通貨 | валюта"
            " | wahrung | waehrung | devise | monnaie | moneda | divisa | valuta"
        ),
    },
    "stock": {
        100: (
            "stock | in stock | stock quantity | stock level | 库存 | 庫存 | 库存数量 | 在庫 | 在庫数"
            " | остаток | остатки | наличие | bestand | lagerbestand | lagermenge | stock disponible"
            " | existencias | giacenza | scorte | quantite en stock | inventory | on hand"
            " | inventory quantity | inventory qty | qty on hand | 现货 | 現貨"
        ),
        90: (
            "quantity | qty | 数量 | 數量 | количество | кол во | menge | anzahl | quantite | qte"
            " | cantidad | quantita | available | available quantity | verfugbar | disponible"
            " | disponibilita | lager | 可用库存 | units | pieces | stuck"
        ),
    },
    "description": {
        100: (
            "description | product description | long description | 描述 | 说明 | 商品描述 | 产品描述"
            " | 說明 | 商品說明 | 説明 | 商品説明 | описание | описание товара | beschreibung"
            " | produktbeschreibung | langtext | artikelbeschreibung | descripcion | descrizione"
            " | descriptif"
        ),
        85: (
            "details | body html | 详情 | 商品详情 | 詳情 | detail | details du produit | подробности"
            " | item description | langbeschreibung | html description | 简介 | 簡介 | product details"
        ),
        60: "comment | text | features | beschreibung lang",
    },
    IMAGE: {
        100: (
            "image | images | picture | pictures | photo | photos | image path | image file"
            " | image name | picture file | picture name | photo file | image filename"
            " | image file name | 图片 | 主图 | 商品图片 | 产品图片 | 图片路径 | 图片名称 | 图片文件"
            " | 圖片 | 主圖 | 商品圖片 | 圖檔 | 照片 | 画像 | 商品画像 | 画像ファイル | 画像名 | 写真"
            " | изображение | изображения | фото | картинка | фотография | файл изображения | bild"
            " | bilder | bilddatei | bildname | bildpfad | foto | fotos | produktbild | imagen"
            " | imagenes | immagine | immagini | fichier image | foto prodotto | img | main image"
            " | front image | back image | side image | additional image | additional images | gallery"
            " | gallery images | image gallery"
        ),
        80: (
            "file name | filename | file | dateiname | datei | nom de fichier | fichier"
            " | nombre de archivo | archivo | nome file | файл | имя файла | 文件名 | 檔名 | ファイル名"
            " | thumbnail | path"
        ),
    },
    BARCODE: {
        100: (
            "barcode | bar code | ean | ean13 | ean 13 | ean code | ean nummer | eannr | gtin | gtin13"
            " | gtin 13 | gtin 14 | upc | upc a | upc code | isbn | jan | jan code | janコード | 条码"
            " | 条形码 | 商品条码 | 國際條碼 | 條碼 | 商品條碼 | バーコード | штрихкод | штрих код"
            " | strichcode | barcode ean | ean upc | upc ean | gtin ean | ean gtin | code barre"
            " | code barres | code a barres | codigo de barras | codice a barre | codice ean"
            " | codigo ean"
        ),
    },
}
"""Field to score to headings: 100 means nothing else, below 60 hardly the field."""

IMAGE_ADDRESS: Final = (
    "image url | image urls | image link | picture url | photo url | image src | img url | images url"
    " | main image url | image link url | additional image link | bild url | bildlink | url image"
    " | url imagen | url immagine | 图片链接 | 图片地址 | 图片网址 | 主图链接 | 圖片連結 | 圖片網址"
    " | 画像url | ссылка на изображение | ссылка на фото"
)
"""Headings of addresses of pictures: a picture column only where the cells are none."""

NOISE: Final = frozenset(
    listed(
        "product products item items the article artikel produkt produit producto prodotto goods товара"
        " товар the of de du main default variant variants variation value option your our shop store"
        " web online local required optional en de fr es it ru zh cn tw jp ja eng english chinese"
        " deutsch german french 商品 产品 產品 宝贝 货品 貨品 主 中文 英文 in"
    )
)
"""Words beside a field's name that change nothing."""

BUYING: Final = listed(
    "cost purchase wholesale buying supplierprice landed einkauf einkaufspreis ekpreis ek achat"
    " compra acquisto закупочная закупка закупки оптовая себестоимость 进价 进货 成本 采购 批发"
    " 進價 進貨 採購 批發 仕入 原価 原价 卸価格"
)
"""Words of what the shop pays itself, which is never the price of a product."""
