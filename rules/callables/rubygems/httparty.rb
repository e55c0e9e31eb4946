require 'httparty'

def handler(event:, context:)
  # ruleid: httparty-call
  HTTParty.get(event['url'])
  # ruleid: httparty-call
  HTTParty.post(event['url'], body: 'a')
  # ok: httparty-call
  HTTParty.get('https://a.example')
  # ok: httparty-call
  Other.get(event['url'])
end
