import { plainToClass as plainToClass1 } from 'class-transformer';
import * as classTransformerLib from 'class-transformer';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: class-transformer-plain-to-class
  const first = plainToClass1(Order, JSON.parse(event.body));
  // ruleid: class-transformer-plain-to-class
  const second = classTransformerLib.plainToClass(Order, JSON.parse(event.body));
  return [first, second];
};
