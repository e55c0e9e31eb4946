require 'zip'

def handler(event:, context:)
  # ruleid: rubyzip-open
  Zip::File.open(event['path'])
  # ruleid: rubyzip-open
  Zip::File.open_buffer(event['body'])
  # ok: rubyzip-open
  Zip::File.open('a.zip')
  # ok: rubyzip-open
  Other::File.open(event['path'])
end
