import { parseXml as parseXml1 } from 'libxmljs';
import * as libxmljsLib from 'libxmljs';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: libxmljs-parse
  const first = parseXml1(event.body);
  // ruleid: libxmljs-parse
  const second = libxmljsLib.parseXml(event.body);
  return [first, second];
};
