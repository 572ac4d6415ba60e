"""Records out to a spreadsheet and in again: CSV and XLSX, every cell a text, records known by their codes.

reading: a file's bytes to rows; writing: rows to a file; cells: what a cell may hold; columns: what a cell says about
a record; resource: rows checked and written.
"""

from iomnews.waiting_files import WaitingFiles


class Refused(Exception):
    """The file cannot be read; the message says why, where, and what to do."""


waiting = WaitingFiles("SPREADSHEET_DIR", "spreadsheets", 3600)
"""A file between its preview and the decision."""
