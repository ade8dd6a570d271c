"""The programmes' screen joined to the shop: drafts tried out and published, versions, files, and the new day."""
