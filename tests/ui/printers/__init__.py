"""The printers' list and their set-up."""
