import { compactDecrypt as compactDecrypt1 } from 'jose';
import * as joseLib from 'jose';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: jose-decrypt
  const first = compactDecrypt1(event.body);
  // ruleid: jose-decrypt
  const second = joseLib.compactDecrypt(event.body);
  return [first, second];
};
