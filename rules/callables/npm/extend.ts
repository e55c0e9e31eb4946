import extendMain from 'extend';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: extend
  return extendMain({}, JSON.parse(event.body));
};
