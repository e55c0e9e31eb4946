require 'date'

def handler(event:, context:)
  # ruleid: date-parse
  Date.parse(event['day'])
  # ruleid: date-parse
  DateTime.parse(event['day'])
  # ok: date-parse
  Date.parse('2026-01-01')
  # ok: date-parse
  Other.parse(event['day'])
end
