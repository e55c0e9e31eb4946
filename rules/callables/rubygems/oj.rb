require 'oj'

def handler(event:, context:)
  # ruleid: oj-load
  Oj.load(event['body'])
  # ruleid: oj-load
  Oj::Doc.open(event['body'])
  # ruleid: oj-load
  Oj::Parser.new(:usual).parse(event['body'])
  # ok: oj-load
  Oj.load('{}')
  # ok: oj-load
  Other.load(event['body'])
  # ruleid: oj-dump
  Oj.dump(data, indent: event['indent'])
  # ok: oj-dump
  Oj.dump(data, indent: 2)
  # ok: oj-dump
  Other.dump(data, indent: event['indent'])
end
