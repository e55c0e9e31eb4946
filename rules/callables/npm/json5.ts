import { parse as parse1 } from 'json5';
import * as json5Lib from 'json5';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: json5-parse
  const first = parse1(event.body);
  // ruleid: json5-parse
  const second = json5Lib.parse(event.body);
  return [first, second];
};
