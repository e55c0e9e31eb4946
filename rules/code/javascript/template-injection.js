const Handlebars = require('handlebars');
const ejs = require('ejs');
const pug = require('pug');
const nunjucks = require('nunjucks');
const _ = require('lodash');

exports.greet = async (event) => {
  // ruleid: template-injection
  const template = Handlebars.compile(`Hello ${event.queryStringParameters.name}`);
  return { statusCode: 200, body: template({}) };
};

exports.mail = async (event) => {
  const { text } = JSON.parse(event.body);
  // ruleid: template-injection
  return ejs.render(text, { date: 'today' });
};

exports.page = async (event) => {
  // ruleid: template-injection
  return pug.render('h1 ' + event.title);
};

exports.nunjucks = (event, context, callback) => {
  // ruleid: template-injection
  callback(null, nunjucks.renderString(event.template, {}));
};

exports.lodash = async (event) => {
  // ruleid: template-injection
  return _.template(event.template)({});
};

exports.constant = async (event) => {
  const template = Handlebars.compile('Hello {{name}}');
  // ok: template-injection
  return template({ name: event.queryStringParameters.name });
};

exports.data = async (event) => {
  // ok: template-injection
  return ejs.render('<p><%= name %></p>', { name: event.name });
};

exports.file = async (event) => {
  // ok: template-injection
  return nunjucks.render('page.html', { title: event.title });
};

exports.chosen = async (event) => {
  const templates = { short: 'Hi {{name}}', long: 'Dear {{name}}' };
  // ok: template-injection
  return Handlebars.compile(templates[event.style])({ name: event.name });
};
