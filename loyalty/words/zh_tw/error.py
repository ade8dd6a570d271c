"""Words of error."""

WORDS: dict[str, str] = {
    "already_open": "熟客已經在這台電腦上用同一份資料開啟了；請切換到已開啟的視窗，或先關閉它再試一次。",
    "database_damaged": "資料檔 {path} 已損壞；請先不要再輸入，保留這個檔案，並從備份還原。",
    "database_is_folder": "{path} 是資料夾，不是資料檔；請選裡面的資料檔（例如 regulars.db）。",
    "database_locked": "資料檔 {path} 正被另一個程式使用；請關閉那個程式再試一次。",
    "database_newer": "這份資料是較新版本的熟客寫的（資料 {found}，本程式 {known}）；請更新本程式再開啟。",
    "database_older": "這份資料是較早版本的熟客寫的（資料 {found}，本程式 {known}）；請先開啟一次店，再檢查。",
    "database_unsupported": "本版本不支援這種資料庫（{name}）；請改用 sqlite:/// 開頭的位址。",
    "disk_failed": "無法讀寫 {path}；請檢查磁碟和連線，再試一次。這一筆沒有存入。",
    "disk_full_at_start": "磁碟已滿，店的資料打不開；請清出空間（{path} 所在的磁碟），再開一次程式。",
    "disk_full": "磁碟已滿，這一筆沒有存入；請清出空間（{path} 所在的磁碟）再試一次。",
    "folder_missing": "找不到資料夾 {path}；請建立它，或接上它所在的磁碟再試一次。",
    "folder_not_writable": "無法寫入 {path}；請檢查資料夾的權限，或換一個位置。",
    "migration_failed": "資料無法升級到這個版本，什麼都沒有變動；升級前的備份在 {path}，請改用原來的版本並回報。",
    "not_a_database": "{path} 不是熟客的資料檔；請選擇另一個檔案。",
    "printer_address_wrong": "「{address}」不是這種出單機的位址；請到設定修改。",
    "printer_busy": "出單機 {address} 正被別台電腦使用；請等它印完，會再試一次。",
    "printer_port_busy": "{address} 正被另一個程式使用；請關閉那個程式，再重印。",
    "printer_port_forbidden": "這個帳號不能使用 {address}；請管理員把帳號加入 dialout 群組，重新登入後再重印。",
    "printer_port_missing": "找不到序列埠 {address}，或它不是序列埠；請檢查傳輸線和轉接頭，再重印。",
    "printer_queue_missing": "這台電腦沒有名為「{address}」的印表機；請到系統的印表機設定看名稱，再到設定重新選擇。",
    "printer_queue_refused": "系統不收「{address}」的列印工作；請到系統的印表機設定看原因，再重印。",
    "printer_queue_stopped": "系統已暫停印表機「{address}」；請到系統的印表機設定恢復它，再重印。",
    "printer_queues_unavailable": (
        "這台電腦的列印服務（CUPS）沒有安裝或沒有啟動；請啟動它，或改用 USB、網路或序列埠連接。"
    ),
    "printer_silent": (
        "出單機 {address} 沒有回應；請檢查電源和連接線，或等別台電腦印完，再重印。如果換了一台出單機，請先印測試頁。"
    ),
    "printer_stuck": "出單機 {address} 停在前一張的中途；請把它關機再開，再重印。",
    "printer_usb_busy": "USB 出單機 {address} 正被另一個程式使用；請關閉那個程式，再重印。",
    "printer_usb_driver": "Windows 已把 USB 出單機 {address} 交給它的驅動程式；請到設定改選「Windows 印表機」。",
    "printer_usb_forbidden": (
        "這個帳號不能使用 USB 出單機 {address}；請管理員在 /etc/udev/rules.d/99-printer.rules 加上一行 "
        'SUBSYSTEM=="usb", ATTR{{idVendor}}=="{vendor}", MODE="0666"，再拔插出單機。'
    ),
    "printer_usb_missing": "找不到 USB 出單機 {address}；請檢查電源和 USB 線，再重印。",
    "printer_usb_unavailable": "這台電腦的 USB 讀不到；請改用網路、序列埠或系統的印表機。",
    "printer_cover_open": "出單機 {address} 的上蓋開著；請蓋好上蓋再重印。",
    "printer_dropped": "和出單機 {address} 的連線中途斷了；請先看紙有沒有印完整，再決定要不要重印。",
    "printer_faulty": "出單機 {address} 回報故障；請看裁刀有沒有卡紙，關機再開之後重印。",
    "printer_file_unwritable": "無法寫入出單機檔案 {path}；請檢查路徑和權限，再重印。",
    "printer_folder_unwritable": "無法寫入資料夾 {folder}；請檢查權限和磁碟空間，再重印。",
    "printer_offline": "出單機 {address} 離線；請看它的燈號，按下上線鍵再重印。",
    "printer_paper_out": "出單機 {address} 沒有紙了；請換上新的紙捲再重印。",
    "printer_refused": "出單機 {address} 不接受連線：可能關著，或別台電腦正在用；請看電源和位址，或等別台印完。",
    "printer_settings_unreadable": "出單機的設定讀不懂；請到設定重新選擇出單機。",
    "printer_timeout": "出單機 {address} 停止接收資料；請看它的燈號和紙，再重印。",
    "printer_unreachable": "找不到出單機 {address}；請檢查電源、網路線和位址，再重印。",
    "no_display": "這裡沒有可以開視窗的螢幕；請在桌面環境開啟，或用 --tour 資料夾 在沒有螢幕時試跑。",
    "database_missing": "找不到資料檔 {path}；請檢查位址，或先開啟一次熟客。",
    "programmes_unreadable": "讀不了 {path}；請選從這裡匯出的方案檔案（.json）。",
    "file_unreadable": "讀不了 {path}；請用 Excel 開啟它，另存成 .xlsx 再試一次。",
    "file_columns_missing": "{path} 的第一列缺少標題：{columns}；請補上標題，或先匯出一份當範本。",
    "file_unwritable": "無法寫入 {path}；請關閉正在開啟它的程式，或換一個位置。",
    "drawer_late": "出單機一直在列印，錢櫃就不開了；還要開的話，請再按一次。",
    "unexpected": "程式遇到沒料到的問題，這一步沒有完成，請再做一次。",
    "bug_met": (
        "程式遇到沒料到的錯誤，這一步可能沒有完成；已存入的資料都在。請重新開啟再試，並把 {path} 交給維護的人。"
    ),
}
