<?php
return ['key' => env('APP_KEY'), 'debug' => (bool) env('APP_DEBUG', false), 'url' => env('APP_URL')];
