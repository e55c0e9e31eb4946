import flask
import jinja2

environment = jinja2.Environment(autoescape=True)


def handler(event, context):
    # ruleid: template-injection
    page = jinja2.Template(event["body"]).render()
    # ruleid: template-injection
    page = environment.from_string("<p>" + event["name"] + "</p>").render()
    # ruleid: template-injection
    page = flask.render_template_string("Hello %s" % event["name"])
    # ruleid: template-injection
    page = jinja2.Template(f"Hello {event['name']}").render()
    # ok: template-injection
    page = jinja2.Template("Hello {{ name }}").render(name=event["name"])
    # ok: template-injection
    page = environment.from_string("Hello {{ name }}").render(event)
    # ok: template-injection
    page = flask.render_template("hello.html", name=event["name"])
    # ok: template-injection
    page = jinja2.Template("Number %d" % int(event["number"])).render()
