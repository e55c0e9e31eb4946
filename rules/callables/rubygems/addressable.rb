require 'addressable/template'

def handler(event:, context:)
  # ruleid: addressable-template
  Addressable::Template.new(event['url'])
  # ruleid: addressable-template
  Addressable::Template.new('/{a}').match(event['url'])
  # ok: addressable-template
  Addressable::Template.new('/{a}')
  # ok: addressable-template
  Other::Template.new(event['url'])
end
