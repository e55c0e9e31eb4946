require 'loofah'

def handler(event:, context:)
  # ruleid: loofah-scrub
  Loofah.fragment(event['body'])
  # ruleid: loofah-scrub
  Loofah.document(event['body'])
  # ruleid: loofah-scrub
  Loofah.scrub_fragment(event['body'], :prune)
  # ruleid: loofah-scrub
  Loofah.scrub_document(event['body'], :prune)
  # ok: loofah-scrub
  Loofah.fragment('<p>')
  # ok: loofah-scrub
  Other.fragment(event['body'])
end
