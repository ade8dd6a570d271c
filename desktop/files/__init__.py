"""Files that come and go: Excel in and out."""
