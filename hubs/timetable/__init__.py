"""The timetable of a hub: days of a rule, what a change touches, rooms, pages and the calendar feed."""
