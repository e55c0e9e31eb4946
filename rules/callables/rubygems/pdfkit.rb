require 'pdfkit'

def handler(event:, context:)
  # ruleid: pdfkit-new
  PDFKit.new(event['url'])
  # ok: pdfkit-new
  PDFKit.new('https://a.example')
  # ok: pdfkit-new
  Other.new(event['url'])
end
