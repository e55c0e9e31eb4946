import { unserialize as unserialize1 } from 'node-serialize';
import * as nodeSerializeLib from 'node-serialize';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: node-serialize-unserialize
  const first = unserialize1(event.body);
  // ruleid: node-serialize-unserialize
  const second = nodeSerializeLib.unserialize(event.body);
  return [first, second];
};
