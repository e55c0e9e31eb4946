require 'graphql'

def handler(event:, context:)
  # ruleid: graphql-schema
  GraphQL::Schema.from_introspection(event['schema'])
  # ok: graphql-schema
  Other::Schema.from_introspection(event['schema'])
end
