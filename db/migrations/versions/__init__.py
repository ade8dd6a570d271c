"""One file a version; a file that was ever released is never changed."""
