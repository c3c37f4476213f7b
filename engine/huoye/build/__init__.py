"""The score: drafts to recipes, pure."""
