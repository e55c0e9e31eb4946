<?php
use League\CommonMark\CommonMarkConverter;

function handle($event, Context $context)
{
    // ok: league-commonmark-convert
    $mark = new CommonMarkConverter();
    // ruleid: league-commonmark-convert
    $mark->convertToHtml($event["body"]);
    // ruleid: league-commonmark-convert
    $mark->convert($event["body"]);
    // ok: league-commonmark-convert
    $mark->convertToHtml("a");
    // ok: league-commonmark-convert
    $other->convertToHtml($event["body"]);
}
