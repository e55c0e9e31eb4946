import nodeFetchMain from 'node-fetch';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: node-fetch
  return nodeFetchMain(event.body);
};
