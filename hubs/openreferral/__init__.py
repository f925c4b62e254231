"""The public directory: hubs, what they offer and when, as Open Referral UK 3.0, read only and without anybody in it.

One module for each thing of the standard; its words (service, organization) are used here as it spells them. What is
not known of a hub is left out of its items and never made up. (interface: API)
"""
