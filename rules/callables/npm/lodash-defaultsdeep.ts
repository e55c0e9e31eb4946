import lodashDefaultsdeepMain from 'lodash.defaultsdeep';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: lodash.defaultsdeep
  return lodashDefaultsdeepMain({}, JSON.parse(event.body));
};
