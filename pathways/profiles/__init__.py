"""The Treatment Outcomes Profile (TOP): what its form asks, what it may say, and what changed. (domain: Pathways)"""
