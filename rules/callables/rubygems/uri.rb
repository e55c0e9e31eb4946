require 'uri'

def handler(event:, context:)
  # ruleid: uri-parse
  URI.parse(event['url'])
  # ruleid: uri-parse
  URI.split(event['url'])
  # ok: uri-parse
  URI.parse('https://a.example')
  # ok: uri-parse
  Other.parse(event['url'])
  # ruleid: uri-join
  URI.join('https://a:b@a.example', event['url'])
  # ok: uri-join
  URI.join('https://a.example', '/b')
  # ok: uri-join
  Other.join(event['url'])
end
