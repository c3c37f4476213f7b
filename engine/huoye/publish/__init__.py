"""From a built site to its host: a plan first, then the transfer."""
