"""Who is booked into a session: what is typed, shown and told of bookings."""
