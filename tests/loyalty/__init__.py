"""The rules, tested without Qt, disk or clock."""
