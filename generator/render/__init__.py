"""A bank becomes pages and files. Everything here is a pure function of the bank, the settings and the theme's files."""
