"""Everything that changes anything. An action decides, changes models, and refuses by raising; it never commits."""
