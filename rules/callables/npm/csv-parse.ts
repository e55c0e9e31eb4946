import csvParseMain from 'csv-parse';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: csv-parse
  return csvParseMain(event.body);
};
