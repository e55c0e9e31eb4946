<?php
use GuzzleHttp\Client;

function handle($event, Context $context)
{
    // ok: guzzlehttp-guzzle-call
    $client = new Client(["timeout" => 1]);
    // ruleid: guzzlehttp-guzzle-call
    $client->get($event["url"]);
    // ruleid: guzzlehttp-guzzle-call
    $client->request("GET", $event["url"]);
    // ruleid: guzzlehttp-guzzle-call
    $client->post($event["url"]);
    // ok: guzzlehttp-guzzle-call
    $client->get("https://a.example");
    // ok: guzzlehttp-guzzle-call
    $other->get($event["url"]);
    // ok: guzzlehttp-guzzle-call
    $client->getConfig($event["key"]);
}
