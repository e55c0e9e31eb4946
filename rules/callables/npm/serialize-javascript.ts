import serializeJavascriptMain from 'serialize-javascript';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: serialize-javascript
  return serializeJavascriptMain(JSON.parse(event.body));
};
