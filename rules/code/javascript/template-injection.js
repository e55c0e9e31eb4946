const Handlebars = require("handlebars");
const ejs = require("ejs");
const pug = require("pug");
const nunjucks = require("nunjucks");

exports.handler = async (event) => {
  // ruleid: template-injection
  Handlebars.compile(event.body)({});
  // ruleid: template-injection
  ejs.render("<p>" + event.name + "</p>");
  // ruleid: template-injection
  pug.render(`p Hello ${event.name}`);
  // ruleid: template-injection
  nunjucks.renderString(event.template, {});
  // ok: template-injection
  Handlebars.compile("<p>{{name}}</p>")({ name: event.name });
  // ok: template-injection
  ejs.render("<p><%= name %></p>", { name: event.name });
  // ok: template-injection
  pug.render("p= name", { name: event.name });
  // ok: template-injection
  nunjucks.render("page.html", { name: event.name });
};
