"""Words of error."""

WORDS: dict[str, str] = {
    "already_open": "Regulars is already open on this data; switch to its window, or close it and try again.",
    "database_damaged": "The data file {path} is damaged; stop entering, keep the file, and restore a backup.",
    "database_locked": "Another program is using the data file {path}; close it and try again.",
    "database_newer": (
        "A newer Regulars wrote this data (data {found}, this program {known}); update the program to open it."
    ),
    "database_unsupported": (
        "This version cannot use such a database ({name}); give an address that begins with sqlite:///."
    ),
    "disk_failed": (
        "{path} could not be read or written; check the disk and its cable, then try again. Nothing was stored."
    ),
    "disk_full": "The disk is full and nothing was stored; free some space (the disk of {path}) and try again.",
    "folder_missing": "There is no folder {path}; make it, or connect the disk it is on, and try again.",
    "folder_not_writable": "{path} cannot be written; check the folder's permissions or choose another place.",
    "migration_failed": (
        "The data could not be brought to this version and nothing changed; a copy from before is {path}. Go "
        "back to the earlier program and report this."
    ),
    "not_a_database": "{path} is not a data file of Regulars; choose another file.",
}
