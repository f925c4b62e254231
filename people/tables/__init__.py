"""The columns of the lists: people, licence conditions, pairs of records, and the queues that wait for somebody."""
