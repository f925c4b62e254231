"""Reading a few records of each hub every month, by the same questions, each by two people.

(domain: Case-quality sample)
"""
