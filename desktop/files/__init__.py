"""Files that people exchange: Excel in and out. A dry run first; nothing here writes to the store."""
