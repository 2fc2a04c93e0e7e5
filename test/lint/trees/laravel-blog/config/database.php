<?php
return [
    'default' => env('DB_CONNECTION', 'sqlite'),
    'connections' => ['mysql' => [
        'host' => env('DB_HOST', '127.0.0.1'),
        'username' => env('DB_USERNAME', 'root'),
        'password' => env('DB_PASSWORD', ''),
    ]],
];
