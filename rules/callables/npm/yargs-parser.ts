import yargsParserMain from 'yargs-parser';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: yargs-parser
  return yargsParserMain(event.body.split(" "));
};
