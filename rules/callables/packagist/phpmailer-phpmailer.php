<?php
use PHPMailer\PHPMailer\PHPMailer;

function handle($event, Context $context)
{
    // ok: phpmailer-phpmailer-send
    $mail = new PHPMailer(true);
    // ruleid: phpmailer-phpmailer-send
    $mail->setFrom($event["from"]);
    // ruleid: phpmailer-phpmailer-send
    $mail->addAddress($event["to"]);
    // ruleid: phpmailer-phpmailer-send
    $mail->msgHTML($event["body"]);
    // ruleid: phpmailer-phpmailer-send
    $mail->addAttachment($event["path"]);
    // ok: phpmailer-phpmailer-send
    $mail->setFrom("a@a.example");
    // ok: phpmailer-phpmailer-send
    $other->setFrom($event["from"]);
    // ok: phpmailer-phpmailer-send
    $mail->isSMTP();
}
