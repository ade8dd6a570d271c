"""The sentences in Traditional Chinese as spoken in Taiwan, one file a noun."""
