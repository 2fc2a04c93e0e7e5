<?php
return ['password' => env('MAIL_PASSWORD'), 'username' => env('MAIL_USERNAME')];
