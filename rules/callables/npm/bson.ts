import { serialize as serialize1 } from 'bson';
import * as bsonLib from 'bson';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: bson-serialize
  const first = serialize1(JSON.parse(event.body));
  // ruleid: bson-serialize
  const second = bsonLib.serialize(JSON.parse(event.body));
  return [first, second];
};
