import msMain from 'ms';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: ms
  return msMain(event.body);
};
