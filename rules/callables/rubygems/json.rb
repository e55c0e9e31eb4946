require 'json'

def handler(event:, context:)
  # ruleid: json-load
  JSON.parse(event['body'])
  # ruleid: json-load
  JSON.load(event['body'])
  # ruleid: json-load
  JSON.restore(event['body'])
  # ok: json-load
  JSON.generate(event['body'])
  # ok: json-load
  Other.parse(event['body'])
end
