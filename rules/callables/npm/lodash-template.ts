import lodashTemplateMain from 'lodash.template';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: lodash.template
  return lodashTemplateMain(event.body);
};
