require 'globalid'

def handler(event:, context:)
  # ruleid: globalid-parse
  GlobalID.parse(event['id'])
  # ruleid: globalid-parse
  GlobalID::Locator.locate(event['id'])
  # ok: globalid-parse
  GlobalID.parse('gid://a/b/1')
  # ok: globalid-parse
  Other.parse(event['id'])
end
