import setValueMain from 'set-value';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: set-value
  return setValueMain({}, event.body);
};
