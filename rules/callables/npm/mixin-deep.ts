import mixinDeepMain from 'mixin-deep';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: mixin-deep
  return mixinDeepMain({}, JSON.parse(event.body));
};
