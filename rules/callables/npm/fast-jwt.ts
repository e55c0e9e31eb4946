import { createVerifier as createVerifier1 } from 'fast-jwt';
import * as fastJwtLib from 'fast-jwt';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: fast-jwt-verifier
  const first = createVerifier1({ key: event.body });
  // ruleid: fast-jwt-verifier
  const second = fastJwtLib.createVerifier({ key: event.body });
  return [first, second];
};
