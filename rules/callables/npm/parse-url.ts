import parseUrlMain from 'parse-url';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: parse-url
  return parseUrlMain(event.body);
};
