import decompressMain from 'decompress';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: decompress
  return decompressMain(event.body);
};
