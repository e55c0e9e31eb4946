import sendMain from 'send';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: send
  return sendMain(event, event.body);
};
