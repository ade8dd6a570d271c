"""Earlier sales joined to the shop: found, opened, taken back, credited, printed again."""
