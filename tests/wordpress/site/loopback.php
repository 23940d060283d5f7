<?php
// A must-use plugin of the tests, and all that differs from WordPress as it comes. WordPress asks no loopback hosts and no
// odd ports for oEmbed and feeds, but the bank of the tests lives on one and has signed its own certificate. A real site needs nothing of this. No mail is sent.
add_filter('http_request_host_is_external', fn ($external, $host) => $external || $host === '127.0.0.1', 10, 2);
add_filter('http_allowed_safe_ports', fn ($ports) => [...$ports, (int) getenv('BANK_PORT')]);
add_filter('https_ssl_verify', '__return_false');
add_filter('pre_wp_mail', '__return_false');
