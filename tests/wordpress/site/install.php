<?php
// Installs WordPress by its own function, makes a user of every role, prints their application passwords as JSON.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = (string) parse_url(getenv('WORDPRESS_URL'), PHP_URL_HOST);
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
$password = $argv[2];
wp_install('Школа', 'administrator', 'administrator@site.example', true, '', $password);
foreach (['editor', 'author', 'contributor'] as $role) {
    wp_insert_user(['user_login' => $role, 'user_pass' => $password, 'user_email' => "$role@site.example", 'role' => $role]);
}
$keys = [];
foreach (get_users() as $user) {
    $keys[$user->user_login] = WP_Application_Passwords::create_new_application_password($user->ID, ['name' => 'tests'])[0];
}
echo json_encode(['keys' => $keys, 'wordpress' => $wp_version, 'theme' => wp_get_theme()->get('Name') . ' ' . wp_get_theme()->get('Version')]);
