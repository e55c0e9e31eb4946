<?php
use Dompdf\Dompdf;

function handle($event, Context $context)
{
    // ok: dompdf-dompdf-load
    $pdf = new Dompdf();
    // ruleid: dompdf-dompdf-load
    $pdf->loadHtml($event["body"]);
    // ruleid: dompdf-dompdf-load
    $pdf->load_html($event["body"]);
    // ruleid: dompdf-dompdf-load
    $pdf->loadHtmlFile($event["path"]);
    // ok: dompdf-dompdf-load
    $pdf->loadHtml("<p>");
    // ok: dompdf-dompdf-load
    $other->loadHtml($event["body"]);
    // ok: dompdf-dompdf-load
    $pdf->render();
}
