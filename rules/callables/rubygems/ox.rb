require 'ox'

def handler(event:, context:)
  # ruleid: ox-parse
  Ox.parse_obj(event['body'])
  # ruleid: ox-parse
  Ox.sax_parse(handler, event['body'])
  # ok: ox-parse
  Ox.parse_obj('<a/>')
  # ok: ox-parse
  Other.parse_obj(event['body'])
end
