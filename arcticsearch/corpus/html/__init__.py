"""HTML into blocks and metadata hints. selectolax lives here and nowhere else."""
