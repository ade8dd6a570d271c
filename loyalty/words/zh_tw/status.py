"""Words of status."""

WORDS: dict[str, str] = {
    "scanner_ready": "掃描器就緒",
    "printer_ready": "出單機就緒",
    "printer_virtual": "出單在螢幕上",
    "printer_busy": "列印中，{count} 張",
    "printer_unknown": "出單機狀態不明",
    "printer_failed": "出單機沒有回應",
    "printer_waiting": "{count} 張待印",
    "printer_waiting_one": "{count} 張待印",
    "data_demo": "示範店，不是真的資料",
    "data_local": "本機資料・離線可用",
    "printer_trouble": "{count} 張單沒印出來",
    "printer_trouble_one": "{count} 張單沒印出來",
    "printer_file": "出單機：檔案",
    "printer_network": "出單機就緒",
    "printer_untried": "出單機尚未列印",
    "printer_none": "沒有出單機",
}
