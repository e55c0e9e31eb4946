require 'yajl'

def handler(event:, context:)
  # ruleid: yajl-ruby-parse
  Yajl::Parser.new.parse(event['body'])
  # ruleid: yajl-ruby-parse
  Yajl::Parser.parse(event['body'])
  # ruleid: yajl-ruby-parse
  Yajl.load(event['body'])
  # ok: yajl-ruby-parse
  Yajl.load('{}')
  # ok: yajl-ruby-parse
  Other.load(event['body'])
end
