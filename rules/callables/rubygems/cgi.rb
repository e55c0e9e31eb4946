require 'cgi'

def handler(event:, context:)
  # ruleid: cgi-cookie
  CGI::Cookie.parse(event['cookie'])
  # ok: cgi-cookie
  CGI::Cookie.parse('a=b')
  # ok: cgi-cookie
  Other::Cookie.parse(event['cookie'])
  # ruleid: cgi-escape
  CGI.escapeElement(event['body'], 'a')
  # ruleid: cgi-escape
  CGI.escapeHTML(event['body'])
  # ok: cgi-escape
  CGI.escapeHTML('a')
  # ok: cgi-escape
  Other.escapeHTML(event['body'])
end
