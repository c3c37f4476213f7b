"""The mathematics behind the posts: one idea a file, imported by cells and by nobody else."""
