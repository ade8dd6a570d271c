"""The programme kinds, one file each; they do not know each other. A new kind is one file and one line in KINDS."""
