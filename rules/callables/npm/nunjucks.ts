import { renderString as renderString1 } from 'nunjucks';
import * as nunjucksLib from 'nunjucks';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: nunjucks-render
  const first = renderString1(view, JSON.parse(event.body));
  // ruleid: nunjucks-render
  const second = nunjucksLib.renderString(view, JSON.parse(event.body));
  return [first, second];
};
