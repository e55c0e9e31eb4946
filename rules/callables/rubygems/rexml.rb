require 'rexml/document'

def handler(event:, context:)
  # ruleid: rexml-parse
  REXML::Document.new(event['body'])
  # ruleid: rexml-parse
  REXML::Parsers::StreamParser.new(event['body'], listener)
  # ruleid: rexml-parse
  REXML::Parsers::BaseParser.new(event['body'])
  # ok: rexml-parse
  REXML::Document.new('<a/>')
  # ok: rexml-parse
  Other::Document.new(event['body'])
end
