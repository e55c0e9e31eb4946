require 'image_processing/mini_magick'

def handler(event:, context:)
  # ruleid: image_processing-apply
  ImageProcessing::MiniMagick.apply(event['operations'])
  # ok: image_processing-apply
  Other::MiniMagick.apply(event['operations'])
end
