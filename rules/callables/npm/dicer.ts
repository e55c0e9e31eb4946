import dicerMain from 'dicer';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: dicer
  return new dicerMain(event.headers);
};
