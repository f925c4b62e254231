"""A report in words, tables and pictures: made once, shown by the page and by the PDF alike."""
