require 'mini_magick'

def handler(event:, context:)
  # ruleid: mini_magick-open
  MiniMagick::Image.open(event['url'])
  # ruleid: mini_magick-open
  MiniMagick::Image.read(event['body'])
  # ok: mini_magick-open
  MiniMagick::Image.open('a.png')
  # ok: mini_magick-open
  Other::Image.open(event['url'])
end
