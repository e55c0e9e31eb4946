import { setter as setter1 } from 'property-expr';
import * as propertyExprLib from 'property-expr';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: property-expr-setter
  const first = setter1(event.body);
  // ruleid: property-expr-setter
  const second = propertyExprLib.setter(event.body);
  return [first, second];
};
