import urlParseMain from 'url-parse';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: url-parse
  return urlParseMain(event.body);
};

export const main1 = async (event: APIGatewayEvent) => {
  // ruleid: url-parse-new
  return new urlParseMain(event.body);
};
