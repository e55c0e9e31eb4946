import { verify as verify1 } from 'jws';
import * as jwsLib from 'jws';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: jws-verify
  const first = verify1(event.body);
  // ruleid: jws-verify
  const second = jwsLib.verify(event.body);
  return [first, second];
};
