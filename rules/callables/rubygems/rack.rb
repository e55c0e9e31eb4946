require 'rack'

def handler(event:, context:)
  # ruleid: rack-query
  Rack::Utils.parse_nested_query(event['body'])
  # ruleid: rack-query
  Rack::Utils.parse_query(event['body'])
  # ruleid: rack-query
  Rack::Multipart.parse_multipart(event)
  # ok: rack-query
  Rack::Utils.parse_query('a=b')
  # ok: rack-query
  Other.parse_query(event['body'])
end
