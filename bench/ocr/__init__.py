"""Our reader beside Tesseract on the same line images."""
