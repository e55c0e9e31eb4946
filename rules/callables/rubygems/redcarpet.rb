require 'redcarpet'

def handler(event:, context:)
  # ruleid: redcarpet-render
  Redcarpet::Markdown.new(renderer).render(event['body'])
  # ok: redcarpet-render
  Redcarpet::Markdown.new(renderer).render('a')
  # ok: redcarpet-render
  Other::Markdown.new(renderer).render(event['body'])
end
