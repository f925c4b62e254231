"""What everybody reads without signing in: published material and nothing else."""
