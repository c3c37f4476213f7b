"""Watch, serve, reload: the author's preview on loopback."""
