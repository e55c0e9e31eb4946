require 'faraday'

def handler(event:, context:)
  # ruleid: faraday-call
  Faraday.new(url: 'https://a.example').get(event['path'])
  # ruleid: faraday-call
  Faraday.get(event['url'])
  # ok: faraday-call
  Faraday.get('https://a.example')
  # ok: faraday-call
  Other.get(event['url'])
end
