import { deepDeserialize as deepDeserialize1 } from 'funcster';
import * as funcsterLib from 'funcster';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: funcster-deserialize
  const first = deepDeserialize1(JSON.parse(event.body));
  // ruleid: funcster-deserialize
  const second = funcsterLib.deepDeserialize(JSON.parse(event.body));
  return [first, second];
};
