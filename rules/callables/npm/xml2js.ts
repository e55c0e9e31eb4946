import { parseString as parseString1 } from 'xml2js';
import * as xml2jsLib from 'xml2js';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: xml2js-parse-string
  const first = parseString1(event.body);
  // ruleid: xml2js-parse-string
  const second = xml2jsLib.parseString(event.body);
  return [first, second];
};
