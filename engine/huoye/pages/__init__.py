"""Values to what a page shows: lists, feed, sitemap, cells, cards; pure."""
