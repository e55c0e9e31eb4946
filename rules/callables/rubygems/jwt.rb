require 'jwt'

def handler(event:, context:)
  # ruleid: jwt-decode
  JWT.decode(event['token'], key)
  # ok: jwt-decode
  JWT.encode(event, key)
  # ok: jwt-decode
  Other.decode(event['token'], key)
end
