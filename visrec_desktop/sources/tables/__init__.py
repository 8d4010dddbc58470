"""Sheets of products: any encoding, any workbook, into rows of text that are understood."""

from visrec_desktop.sources.tables.understanding import (
    BARCODE,
    FIELDS,
    IMAGE,
    Row,
    Understanding,
    is_blank,
    read_row,
    understand,
)
from visrec_desktop.sources.tables.values import DOUBTFUL, Remark, RemarkKind, Table, read_tables
from visrec_desktop.sources.tables.writing import write_csv

__all__ = [
    "BARCODE",
    "DOUBTFUL",
    "FIELDS",
    "IMAGE",
    "Remark",
    "RemarkKind",
    "Row",
    "Table",
    "Understanding",
    "is_blank",
    "read_row",
    "read_tables",
    "understand",
    "write_csv",
]
