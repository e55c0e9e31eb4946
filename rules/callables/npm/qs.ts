import { parse as parse1 } from 'qs';
import * as qsLib from 'qs';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: qs-parse
  const first = parse1(event.body);
  // ruleid: qs-parse
  const second = qsLib.parse(event.body);
  return [first, second];
};
