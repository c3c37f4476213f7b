"""CJK joining and counting, slugs, digests."""
