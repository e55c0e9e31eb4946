<?php


function handle($event, Context $context)
{
    // ok: erusev-parsedown-text
    $parser = new Parsedown();
    // ruleid: erusev-parsedown-text
    $parser->text($event["body"]);
    // ruleid: erusev-parsedown-text
    $parser->line($event["body"]);
    // ok: erusev-parsedown-text
    $parser->text("a");
    // ok: erusev-parsedown-text
    $other->text($event["body"]);
}
