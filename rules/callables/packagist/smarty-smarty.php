<?php


function handle($event, Context $context)
{
    // ok: smarty-smarty-fetch
    $smarty = new Smarty();
    // ruleid: smarty-smarty-fetch
    $smarty->fetch($event["view"]);
    // ruleid: smarty-smarty-fetch
    $smarty->display($event["view"]);
    // ok: smarty-smarty-fetch
    $smarty->display("a.tpl");
    // ok: smarty-smarty-fetch
    $other->fetch($event["view"]);
}
