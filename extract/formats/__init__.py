"""Pages that were read, in the formats of archives: plain text, hOCR, ALTO, searchable PDF."""
