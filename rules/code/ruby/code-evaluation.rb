def calculate(event:, context:)
  formula = event['formula']
  # ruleid: code-evaluation
  result = eval(formula)
  # ruleid: code-evaluation
  Order.class_eval("def total; #{formula}; end")
  # ruleid: code-evaluation
  Math.send(event['function'], 2)
  # ruleid: code-evaluation
  type = Object.const_get(event['type'])
  # ruleid: code-evaluation
  binding.eval(event['body'])
  # ruleid: code-evaluation
  page = ERB.new(event['template']).result
  # ok: code-evaluation
  result = eval('1 + 1')
  # ok: code-evaluation
  FUNCTIONS.fetch(event['function']).call(2)
  # ok: code-evaluation
  Math.send(:sqrt, event['value'])
  # ok: code-evaluation
  type = Object.const_get('Order')
  # ok: code-evaluation
  result = eval("2 * #{event['factor'].to_i}")
end
