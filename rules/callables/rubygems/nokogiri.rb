require 'nokogiri'

def handler(event:, context:)
  # ruleid: nokogiri-xml
  Nokogiri::XML(event['body'])
  # ruleid: nokogiri-xml
  Nokogiri::XML.parse(event['body'])
  # ruleid: nokogiri-xml
  Nokogiri::XML::Document.parse(event['body'])
  # ruleid: nokogiri-xml
  Nokogiri::XML::Reader(event['body'])
  # ruleid: nokogiri-xml
  Nokogiri.parse(event['body'])
  # ok: nokogiri-xml
  Nokogiri::XML('<a/>')
  # ok: nokogiri-xml
  Other::XML(event['body'])
  # ruleid: nokogiri-html
  Nokogiri::HTML(event['body'])
  # ruleid: nokogiri-html
  Nokogiri::HTML.parse(event['body'])
  # ruleid: nokogiri-html
  Nokogiri::HTML5(event['body'])
  # ruleid: nokogiri-html
  Nokogiri::HTML.fragment(event['body'])
  # ok: nokogiri-html
  Nokogiri::HTML('<p>')
  # ok: nokogiri-html
  Other::HTML(event['body'])
  # ruleid: nokogiri-css
  Nokogiri::CSS::Tokenizer.new.load_file(event['body'])
  # ok: nokogiri-css
  Other::Tokenizer.new.load_file(event['body'])
end
