require 'onelogin/ruby-saml'

def handler(event:, context:)
  # ruleid: ruby-saml-response
  OneLogin::RubySaml::Response.new(event['SAMLResponse'])
  # ok: ruby-saml-response
  Other::Response.new(event['SAMLResponse'])
end
