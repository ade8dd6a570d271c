"""Words of welcome."""

WORDS: dict[str, str] = {
    "kind": "入會禮",
    "about": "新會員加入時送一份禮。",
    "sentence": "加入會員送{gift}，{days} 天內可用。",
    "sentence_always": "加入會員送{gift}。",
}
