require 'time'

def handler(event:, context:)
  # ruleid: time-parse
  Time.rfc2822(event['day'])
  # ruleid: time-parse
  Time.httpdate(event['day'])
  # ok: time-parse
  Time.rfc2822('a')
  # ok: time-parse
  Other.rfc2822(event['day'])
end
