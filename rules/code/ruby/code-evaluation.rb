def handler(event:, context:)
  # ruleid: code-evaluation
  eval(event["expression"])
  # ruleid: code-evaluation
  worker.send(event["action"])
  # ruleid: code-evaluation
  Object.const_get(event["type"]).new
  # ruleid: code-evaluation
  ERB.new(event["body"]).result
  # ok: code-evaluation
  JSON.parse(event["body"])
  # ok: code-evaluation
  eval("1 + 1")
  # ok: code-evaluation
  worker.send(:run, event["body"])
  # ok: code-evaluation
  ERB.new("Hello <%= name %>").result_with_hash(name: event["name"])
end
