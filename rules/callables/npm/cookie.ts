import { serialize as serialize1 } from 'cookie';
import * as cookieLib from 'cookie';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: cookie-serialize
  const first = serialize1(event.body, "a");
  // ruleid: cookie-serialize
  const second = cookieLib.serialize(event.body, "a");
  return [first, second];
};
