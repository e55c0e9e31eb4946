"""The smallest PDF that shows a text: one page, one font."""

import pathlib


def convert(path):
    """Writes `path` as PDF beside it and returns the new path."""
    lines = pathlib.Path(path).read_text(encoding="utf-8", errors="replace").splitlines()[:50]
    escaped = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
    text = "BT /F 11 Tf 14 TL 40 800 Td " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(text.encode('latin-1', 'replace'))} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    out = f"{path}.pdf"
    trailer = "trailer << /Root 1 0 R /Size 6 >>\n%%EOF\n"
    pathlib.Path(out).write_bytes(f"%PDF-1.4\n{body}{trailer}".encode("latin-1", "replace"))
    return out
