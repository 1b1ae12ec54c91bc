"""What the site is about, whatever its outputs: records as editors write them, and what follows from them.

A rule of the domain lives here, once; an output asks for it."""
