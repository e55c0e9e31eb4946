<?php
use Symfony\Component\Yaml\Yaml;

function handle($event, Context $context)
{
    // ruleid: symfony-yaml-parse
    Yaml::parse($event["body"]);
    // ruleid: symfony-yaml-parse
    Yaml::parseFile($event["path"]);
    // ok: symfony-yaml-parse
    Yaml::dump($event["body"]);
    // ok: symfony-yaml-parse
    Other::parse($event["body"]);
    // ok: symfony-yaml-parse
    Yaml::parse("a: 1");
}
