<?php
use Twig\Environment;

function handle($event, Context $context)
{
    // ok: twig-twig-create
    $twig = new Environment($loader);
    // ruleid: twig-twig-create
    $twig->createTemplate($event["body"]);
    // ruleid: twig-twig-create
    $twig->render($event["view"]);
    // ok: twig-twig-create
    $twig->render("a.twig");
    // ok: twig-twig-create
    $other->createTemplate($event["body"]);
}
