"""Words of error."""

WORDS: dict[str, str] = {
    "already_open": "熟客已經在這台電腦上用同一份資料開啟了；請切換到已開啟的視窗，或先關閉它再試一次。",
    "database_damaged": "資料檔 {path} 已損壞；請先不要再輸入，保留這個檔案，並從備份還原。",
    "database_locked": "資料檔 {path} 正被另一個程式使用；請關閉那個程式再試一次。",
    "database_newer": "這份資料是較新版本的熟客寫的（資料 {found}，本程式 {known}）；請更新本程式再開啟。",
    "database_unsupported": "本版本不支援這種資料庫（{name}）；請改用 sqlite:/// 開頭的位址。",
    "disk_failed": "無法讀寫 {path}；請檢查磁碟和連線，再試一次。這一筆沒有存入。",
    "disk_full": "磁碟已滿，這一筆沒有存入；請清出空間（{path} 所在的磁碟）再試一次。",
    "folder_missing": "找不到資料夾 {path}；請建立它，或接上它所在的磁碟再試一次。",
    "folder_not_writable": "無法寫入 {path}；請檢查資料夾的權限，或換一個位置。",
    "migration_failed": "資料無法升級到這個版本，什麼都沒有變動；升級前的備份在 {path}，請改用原來的版本並回報。",
    "not_a_database": "{path} 不是熟客的資料檔；請選擇另一個檔案。",
}
