import { parse as parse1 } from 'cryo';
import * as cryoLib from 'cryo';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: cryo-parse
  const first = parse1(event.body);
  // ruleid: cryo-parse
  const second = cryoLib.parse(event.body);
  return [first, second];
};
