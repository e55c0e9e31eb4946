import { parse as parse1 } from 'fast-xml-parser';
import * as fastXmlParserLib from 'fast-xml-parser';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: fast-xml-parser-parse
  const first = parse1(event.body);
  // ruleid: fast-xml-parser-parse
  const second = fastXmlParserLib.parse(event.body);
  return [first, second];
};
