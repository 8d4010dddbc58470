"""Sheets of products: any encoding, any workbook, into rows of text that are understood."""
