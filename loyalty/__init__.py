"""The rules: pure Python. Owns the ledger's words, money, cards, programmes, the checkout and every visible sentence.

Must never import Qt, SQLAlchemy, a driver, escpos, sockets or threads, nor read a clock or a file: data in, a pure
function, data out.
"""
