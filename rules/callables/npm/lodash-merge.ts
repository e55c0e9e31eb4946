import lodashMergeMain from 'lodash.merge';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: lodash.merge
  return lodashMergeMain({}, JSON.parse(event.body));
};
