"""One file a slip: facts in, a Document out. No Qt, no printer, no clock."""
