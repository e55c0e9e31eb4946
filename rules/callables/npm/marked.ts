import markedMain from 'marked';
import { parse as parse2 } from 'marked';
import * as markedLib from 'marked';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: marked
  return markedMain(event.body);
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: marked-parse
  const first = parse2(event.body);
  // ruleid: marked-parse
  const second = markedLib.parse(event.body);
  return [first, second];
};
