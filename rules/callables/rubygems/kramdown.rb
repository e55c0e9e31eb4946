require 'kramdown'

def handler(event:, context:)
  # ruleid: kramdown-document
  Kramdown::Document.new(event['body']).to_html
  # ok: kramdown-document
  Kramdown::Document.new('a').to_html
  # ok: kramdown-document
  Other::Document.new(event['body'])
end
