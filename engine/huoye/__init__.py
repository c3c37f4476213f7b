"""huoye (活页): a static blog engine with executable posts, Chinese-first and mathematics-first."""

__version__ = "0.1.0"
