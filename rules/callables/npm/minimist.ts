import minimistMain from 'minimist';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: minimist
  return minimistMain(event.body.split(" "));
};
