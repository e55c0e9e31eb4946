import { Extract as Extract1 } from 'unzipper';
import * as unzipperLib from 'unzipper';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: unzipper-extract
  const first = Extract1({ path: event.body });
  // ruleid: unzipper-extract
  const second = unzipperLib.Extract({ path: event.body });
  return [first, second];
};
