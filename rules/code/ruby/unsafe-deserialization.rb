require 'base64'
require 'json'
require 'yaml'
require 'oj'

def restore(event:, context:)
  body = event['body']
  # ruleid: unsafe-deserialization
  session = Marshal.load(Base64.decode64(body))
  # ruleid: unsafe-deserialization
  settings = YAML.load(body)
  # ruleid: unsafe-deserialization
  others = YAML.unsafe_load(event['settings'])
  # ruleid: unsafe-deserialization
  order = Oj.object_load(body)
  # ruleid: unsafe-deserialization
  item = Oj.load(body, mode: :object)
  # ok: unsafe-deserialization
  settings = YAML.safe_load(body)
  # ok: unsafe-deserialization
  session = JSON.parse(body)
  # ok: unsafe-deserialization
  copy = Marshal.load(Marshal.dump(DEFAULTS))
  # ok: unsafe-deserialization
  order = Oj.load(body, mode: :strict)
  # ok: unsafe-deserialization
  table = YAML.load(File.read('table.yaml'))
end
