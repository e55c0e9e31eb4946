import { create as create1 } from 'html-pdf';
import * as htmlPdfLib from 'html-pdf';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: html-pdf-create
  const first = create1(event.body);
  // ruleid: html-pdf-create
  const second = htmlPdfLib.create(event.body);
  return [first, second];
};
