def handler(event:, context:)
  # ruleid: unsafe-deserialization
  Marshal.load(Base64.decode64(event["state"]))
  # ruleid: unsafe-deserialization
  YAML.load(event["body"])
  # ruleid: unsafe-deserialization
  Oj.object_load(event["body"])
  # ruleid: unsafe-deserialization
  YAML.unsafe_load(event["body"])
  # ok: unsafe-deserialization
  JSON.parse(event["body"])
  # ok: unsafe-deserialization
  YAML.safe_load(event["body"])
  # ok: unsafe-deserialization
  Marshal.load(File.read("/opt/model"))
  # ok: unsafe-deserialization
  Marshal.dump(event)
end
