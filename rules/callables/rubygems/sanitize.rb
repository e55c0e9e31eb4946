require 'sanitize'

def handler(event:, context:)
  # ruleid: sanitize-clean
  Sanitize.fragment(event['body'])
  # ruleid: sanitize-clean
  Sanitize.document(event['body'])
  # ruleid: sanitize-clean
  Sanitize.clean(event['body'])
  # ok: sanitize-clean
  Sanitize.fragment('<p>')
  # ok: sanitize-clean
  Other.fragment(event['body'])
end
