require 'commonmarker'

def handler(event:, context:)
  # ruleid: commonmarker-render
  CommonMarker.render_html(event['body'])
  # ruleid: commonmarker-render
  CommonMarker.render_doc(event['body'])
  # ruleid: commonmarker-render
  Commonmarker.to_html(event['body'])
  # ok: commonmarker-render
  CommonMarker.render_html('a')
  # ok: commonmarker-render
  Other.render_html(event['body'])
end
