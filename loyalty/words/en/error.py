"""Words of error."""

WORDS: dict[str, str] = {
    "already_open": "Regulars is already open on this data; switch to its window, or close it and try again.",
    "database_damaged": "The data file {path} is damaged; stop entering, keep the file, and restore a backup.",
    "database_is_folder": "{path} is a folder, not a data file; choose the data file in it (such as regulars.db).",
    "database_locked": "Another program is using the data file {path}; close it and try again.",
    "database_newer": (
        "A newer Regulars wrote this data (data {found}, this program {known}); update the program to open it."
    ),
    "database_older": (
        "An earlier Regulars wrote this data (data {found}, this program {known}); open the shop once, then check."
    ),
    "database_unsupported": (
        "This version cannot use such a database ({name}); give an address that begins with sqlite:///."
    ),
    "disk_failed": (
        "{path} could not be read or written; check the disk and its cable, then try again. Nothing was stored."
    ),
    "disk_full_at_start": (
        "The disk is full and the shop cannot be opened; free some space (the disk of {path}) and start again."
    ),
    "disk_full": "The disk is full and nothing was stored; free some space (the disk of {path}) and try again.",
    "folder_missing": "There is no folder {path}; make it, or connect the disk it is on, and try again.",
    "folder_not_writable": "{path} cannot be written; check the folder's permissions or choose another place.",
    "migration_failed": (
        "The data could not be brought to this version and nothing changed; a copy from before is {path}. Go "
        "back to the earlier program and report this."
    ),
    "not_a_database": "{path} is not a data file of Regulars; choose another file.",
    "printer_address_wrong": '"{address}" is no such printer\'s address; change it in the settings.',
    "printer_busy": "Another computer is printing on {address}; wait until it is done, it is then tried again.",
    "printer_port_busy": "Another program is using {address}; close that program and print again.",
    "printer_port_forbidden": (
        "This account may not use {address}; have an administrator add it to the group dialout, log in "
        "again, print again."
    ),
    "printer_port_missing": "There is no serial port {address}; check the cable and its adapter, and print again.",
    "printer_queue_missing": (
        'This computer has no printer named "{address}"; look up its name in the system\'s settings and '
        "choose it again."
    ),
    "printer_queue_refused": (
        'The system takes no job for "{address}"; look for the reason in its printer settings, and print again.'
    ),
    "printer_queue_stopped": 'The printer "{address}" is paused; resume it in the system\'s settings and print again.',
    "printer_queues_unavailable": (
        "The print service (CUPS) of this computer is not there or not running; start it, or use USB, "
        "network or serial."
    ),
    "printer_silent": (
        "Printer {address} does not answer; check its power and cable, or wait for the other till, and print "
        "again (if it is another printer now, print its test page first)."
    ),
    "printer_stuck": (
        "Printer {address} stopped in the middle of an earlier slip; switch it off and on, and print again."
    ),
    "printer_usb_busy": "Another program is using the USB printer {address}; close that program and print again.",
    "printer_usb_driver": (
        "Windows gave the USB printer {address} to its driver; choose the Windows printer in the settings instead."
    ),
    "printer_usb_forbidden": (
        "This account may not use the USB printer {address}; have an administrator add to "
        '/etc/udev/rules.d/99-printer.rules the line SUBSYSTEM=="usb", ATTR{{idVendor}}=="{vendor}", '
        'MODE="0666", then plug the printer in again.'
    ),
    "printer_usb_missing": "USB printer {address} was not found; check its power and cable, and print again.",
    "printer_usb_unavailable": "USB cannot be read here; use the network, a serial port or the system's printer.",
    "printer_cover_open": "The cover of printer {address} is open; close it and print again.",
    "printer_dropped": "The connection to printer {address} broke off; look at the paper before you print again.",
    "printer_faulty": "Printer {address} reports a fault; look for jammed paper, restart it, and print again.",
    "printer_file_unwritable": "The printer file {path} cannot be written; check its path and print again.",
    "printer_folder_unwritable": "The folder {folder} cannot be written; check the free space and print again.",
    "printer_offline": "Printer {address} is offline; look at its lights, press its online key, and print again.",
    "printer_paper_out": "Printer {address} is out of paper; put in a new roll and print again.",
    "printer_refused": "Printer {address} refuses us: check its power and address, or wait for the other till.",
    "printer_settings_unreadable": "The printer's settings cannot be read; choose the printer again in the settings.",
    "printer_timeout": "Printer {address} stopped taking data; look at its lights and its paper, and print again.",
    "printer_unreachable": "Printer {address} was not found; check its power, cable and address, and print again.",
    "no_display": (
        "There is no display to open a window on; start it on a desktop, or use --tour DIR to try it without one."
    ),
    "database_missing": "There is no database at {path}; check the path, or open Regulars once first.",
    "programmes_unreadable": "{path} cannot be read; choose a file of programmes (.json) that was exported here.",
    "file_unreadable": "{path} cannot be read; open it in Excel, save it as .xlsx and try again.",
    "file_columns_missing": (
        "{path} lacks headings in its first row: {columns}; add them, or export a file to start from."
    ),
    "file_unwritable": "{path} cannot be written; close the program that has it open, or choose another place.",
    "drawer_late": "The printer was printing all the while. If the drawer is still wanted, please press again.",
    "unexpected": "The app met a problem it did not expect; this step was not finished. Please do it again.",
    "bug_met": (
        "The program met an error it did not expect; this step may be incomplete, all recorded data is kept. "
        "Please restart, and hand {path} to whoever maintains it."
    ),
}
