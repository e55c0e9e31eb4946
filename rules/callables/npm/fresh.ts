import freshMain from 'fresh';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: fresh
  return freshMain(event.body);
};
