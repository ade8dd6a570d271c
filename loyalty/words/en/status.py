"""Words of status."""

WORDS: dict[str, str] = {
    "scanner_ready": "Scanner",
    "printer_ready": "Printer ready",
    "printer_virtual": "Slips on screen",
    "printer_busy": "Printing {count}",
    "printer_unknown": "Printer state unknown",
    "printer_failed": "Printer does not answer",
    "printer_waiting": "{count} slips waiting",
    "printer_waiting_one": "{count} slip waiting",
    "data_demo": "Demo shop, invented data",
    "data_local": "Offline",
    "printer_trouble": "{count} slips not printed",
    "printer_trouble_one": "{count} slip not printed",
    "printer_file": "Printing to a file",
    "printer_network": "Printer ready",
    "printer_untried": "Printer not tried yet",
    "printer_none": "No printer",
}
