import uaParserJsMain from 'ua-parser-js';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: ua-parser-js
  return uaParserJsMain(event.body);
};

export const main1 = async (event: APIGatewayEvent) => {
  // ruleid: ua-parser-js-new
  return new uaParserJsMain(event.body);
};
