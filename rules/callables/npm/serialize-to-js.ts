import { deserialize as deserialize1 } from 'serialize-to-js';
import * as serializeToJsLib from 'serialize-to-js';
import { serialize as serialize2 } from 'serialize-to-js';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: serialize-to-js-deserialize
  const first = deserialize1(event.body);
  // ruleid: serialize-to-js-deserialize
  const second = serializeToJsLib.deserialize(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: serialize-to-js-serialize
  const first = serialize2(JSON.parse(event.body));
  // ruleid: serialize-to-js-serialize
  const second = serializeToJsLib.serialize(JSON.parse(event.body));
  return [first, second];
};
