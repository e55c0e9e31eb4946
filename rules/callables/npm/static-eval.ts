import staticEvalMain from 'static-eval';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: static-eval
  return staticEvalMain(event.body);
};
