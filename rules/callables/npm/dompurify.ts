import { sanitize as sanitize1 } from 'dompurify';
import * as dompurifyLib from 'dompurify';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: dompurify-sanitize
  const first = sanitize1(event.body);
  // ruleid: dompurify-sanitize
  const second = dompurifyLib.sanitize(event.body);
  return [first, second];
};
