"""Views: one module a kind of page. Each turns records into the values its template names; templates decide nothing."""
