import { parse as parse1 } from 'protobufjs';
import * as protobufjsLib from 'protobufjs';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: protobufjs-parse
  const first = parse1(event.body);
  // ruleid: protobufjs-parse
  const second = protobufjsLib.parse(event.body);
  return [first, second];
};
