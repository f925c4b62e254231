"""Reminding people of their sessions and appointments, who want it. (domain: Reminders)"""
