import trimMain from 'trim';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: trim
  return trimMain(event.body);
};
