import safeEvalMain from 'safe-eval';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: safe-eval
  return safeEvalMain(event.body);
};
