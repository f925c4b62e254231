"""The plan on the person's pages, and what they are handed of it: on paper, or by text. (domain: Plan)"""
