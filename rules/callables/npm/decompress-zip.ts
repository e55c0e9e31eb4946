import decompressZipMain from 'decompress-zip';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: decompress-zip
  return new decompressZipMain(event.body);
};
