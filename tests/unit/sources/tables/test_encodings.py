"""Encodings that sheets come in, long and short."""

from __future__ import annotations

import codecs

import pytest

from visrec_desktop.sources.tables.encodings import NotText, decode

RUSSIAN = "Артикул;Наименование;Цвет;Цена\n{}"
RUSSIAN_ROWS = (
    "РБ-01;Рубашка мужская, хлопок;синий;1 299,00",
    "ПЛ-02;Платье летнее;красный;2 450,50",
    "Ю-3;Юбка;чёрный;990",
)
CHINESE = "货号,名称,颜色,价格,图片\n{}"
CHINESE_ROWS = (
    "A001,纯棉男士衬衫,蓝色,129.00,A001.jpg",
    "A002,夏季连衣裙,红色,259.00,A002.jpg",
    "A003,牛仔裤（加绒）,深灰,199,A003.jpg",
)
TAIWAN = "貨號,名稱,顏色,價格\n{}"
TAIWAN_ROWS = ("A001,純棉男士襯衫,藍色,129", "A002,夏季連衣裙,紅色,259", "A003,牛仔褲,深灰,199")
JAPANESE = "商品コード,商品名,カラー,サイズ,価格\n{}"
JAPANESE_ROWS = (
    "A001,メンズ コットンシャツ,ブルー,L,2980",
    "A002,夏のワンピース,赤,M,4500",
    "A003,デニムパンツ,黒,S,3980",
)
FRENCH = "référence;désignation;couleur;prix\n{}"
FRENCH_ROWS = (
    "A1;Chemise à carreaux;bleu foncé;29,90 €",
    "A2;Robe d’été;crème;59,00 €",
    "A3;Gilet;gris;45,00 €",
)
GERMAN = "Artikelnummer;Bezeichnung;Größe;Preis\n{}"
GERMAN_ROWS = ("A1;Blüte für die Tür;groß;12,50", "A2;Jacke, schwarz;M;99,00", "A3;Strümpfe;39–42;5,00")

SHEETS = [
    ("cp1251", RUSSIAN, RUSSIAN_ROWS),
    ("gb18030", CHINESE, CHINESE_ROWS),
    ("big5", TAIWAN, TAIWAN_ROWS),
    ("cp932", JAPANESE, JAPANESE_ROWS),
    ("cp1252", FRENCH, FRENCH_ROWS),
    ("cp1252", GERMAN, GERMAN_ROWS),
]


@pytest.mark.parametrize("times", [1, 400])
@pytest.mark.parametrize(("encoding", "heading", "rows"), SHEETS)
def test_national_encodings_of_three_rows_and_of_many(
    encoding: str, heading: str, rows: tuple[str, ...], times: int
) -> None:
    text = heading.format("\n".join(rows * times))
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(("encoding", "heading", "rows"), SHEETS)
def test_national_encodings_of_one_row(encoding: str, heading: str, rows: tuple[str, ...]) -> None:
    for row in rows:
        text = heading.format(row)
        assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "sku,name,colour\nA1,Рубашка мужская,синий\nA2,Платье,красный\n"),
        ("gb18030", "sku,name,colour\nA1,纯棉衬衫,蓝色\nA2,连衣裙,红色\n"),
        ("cp932", "sku,name,colour\nA1,コットンシャツ,青\nA2,ワンピース,赤\n"),
        ("cp1252", "sku,name,price\nA1,Shirt,£12.50\nA2,Dress,£29.00\n"),
        ("cp1252", "sku,name,price\nA1,Hemd Größe 40,12.50 €\n"),
        ("cp1252", "sku,name\nA1,Camiseta niño\nA2,Pantalón vaquero\n"),
        ("cp1252", "sku,name\nA1,Naïve café\n" * 3),
        ("cp1251", "sku,price\nA1,1 200 руб.\nA2,900 руб.\n"),
    ],
)
def test_english_headings_over_foreign_rows(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


def test_what_is_far_down_decides_too() -> None:
    text = "sku,name\n" + "A1,plain\n" * 60_000 + "A2,Рубашка мужская из хлопка\nA3,Платье летнее красное\n"
    assert decode(text.encode("cp1251")) == (text, "cp1251")


def test_a_sample_that_fits_is_not_believed_where_the_whole_does_not() -> None:
    text = "sku,name\n" + "A1,Рубашка\n" * 30_000 + "A2,“Юбка”\n"
    data = text.encode("cp1251")
    assert decode(data)[0] == text
    broken = data + b"\x98"  # no character of Windows-1251
    assert decode(broken)[1] != "cp1251"


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("text", ["sku,name\nA1,Blüte\n", "货号,名称\n甲,纯棉男士衬衫红色\n"])
def test_unicode_with_and_without_its_mark(codec: str, mark: bytes, marked: bool, text: str) -> None:
    found, encoding = decode((mark if marked else b"") + text.encode(codec))
    assert found == text
    assert encoding.startswith(codec[:6])


@pytest.mark.parametrize("encoding", ["cp1250", "cp1253", "koi8_r", "cp949"])
def test_rarer_encodings_are_left_to_the_library(encoding: str) -> None:
    texts = {
        "cp1250": "Indeks;Nazwa;Kolor\n"
        + "A1;Koszula męska w kratkę;żółty i łososiowy\nA2;Książka wąska;śliwkowy\n" * 30,
        "cp1253": "Κωδικός;Όνομα;Χρώμα\n"
        + "A1;Πουκάμισο ανδρικό βαμβακερό;μπλε\nA2;Φόρεμα καλοκαιρινό;κόκκινο\n" * 30,
        "koi8_r": "Артикул;Название;Цвет\n"
        + "А1;Рубашка мужская хлопковая;синий\nА2;Платье летнее;красный\n" * 30,
        "cp949": "품번,이름,색상\n" + "A1,남성용 면 셔츠,파란색\nA2,여름 원피스 드레스,빨간색\n" * 30,
    }
    assert decode(texts[encoding].encode(encoding))[0] == texts[encoding]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
        bytes(range(256)) * 20,
        b"\x00" * 100,
        b"a\x01\x02\x03",
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


def test_a_stray_control_character_is_taken_out() -> None:
    assert decode(b"sku,name\n" + b"A1,plain shirt\n" * 100 + b"A2,stray\x00nought\n")[0].endswith(
        "straynought\n"
    )
