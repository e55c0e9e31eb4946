import negotiatorMain from 'negotiator';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: negotiator
  return new negotiatorMain(event);
};
