require 'tzinfo'

def handler(event:, context:)
  # ruleid: tzinfo-get
  TZInfo::Timezone.get(event['zone'])
  # ok: tzinfo-get
  TZInfo::Timezone.get('UTC')
  # ok: tzinfo-get
  Other::Timezone.get(event['zone'])
end
