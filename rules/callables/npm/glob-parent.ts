import globParentMain from 'glob-parent';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: glob-parent
  return globParentMain(event.body);
};
