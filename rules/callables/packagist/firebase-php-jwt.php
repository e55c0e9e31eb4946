<?php
use Firebase\JWT\JWT;

function handle($event, Context $context)
{
    // ruleid: firebase-php-jwt-decode
    JWT::decode($event["token"], $key, ["HS256", "RS256"]);
    // ruleid: firebase-php-jwt-decode
    JWT::decode($event["token"], $key);
    // ok: firebase-php-jwt-decode
    JWT::encode($event, $key);
    // ok: firebase-php-jwt-decode
    Other::decode($event["token"], $key);
}
