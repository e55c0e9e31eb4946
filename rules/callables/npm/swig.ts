import { render as render1 } from 'swig';
import * as swigLib from 'swig';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: swig-render
  const first = render1(event.body);
  // ruleid: swig-render
  const second = swigLib.render(event.body);
  return [first, second];
};
