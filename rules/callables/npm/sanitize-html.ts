import sanitizeHtmlMain from 'sanitize-html';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: sanitize-html
  return sanitizeHtmlMain(event.body);
};
