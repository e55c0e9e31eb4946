import deepExtendMain from 'deep-extend';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: deep-extend
  return deepExtendMain({}, JSON.parse(event.body));
};
