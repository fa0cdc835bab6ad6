"""Files to documents: clause trees, metadata, organs, segmentation, settings."""
