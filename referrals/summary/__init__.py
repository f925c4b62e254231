"""The summary at the end of support: what became of each need, and what happens next. (domain: Referral, complete)"""
