"""What Word and other word processors wrote before DOCX: DOC, RTF, ODT and their like."""
