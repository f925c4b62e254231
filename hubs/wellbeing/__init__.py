"""The four questions on wellbeing, and putting an answer right. (domain: Wellbeing)"""
