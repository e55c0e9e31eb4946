const other = require('./other');
const nodemailer = require('nodemailer');
const transport = nodemailer.createTransport({ host: "smtp" });

exports.case1 = async (event) => {
  // ruleid: nodemailer-send-mail
  return transport.sendMail({ to: event.body });
};

exports.case2 = async (event) => {
  // ruleid: nodemailer-send-mail
  return transport.sendMail(JSON.parse(event.body));
};

exports.case3 = async (event) => {
  // ok: nodemailer-send-mail
  return other.sendMail({ to: event.body });
};
