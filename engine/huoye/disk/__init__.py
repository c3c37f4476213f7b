"""The one reader and writer of files: scan, atomic write, manifest."""
