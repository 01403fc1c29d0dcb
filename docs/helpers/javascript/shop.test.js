// For jest.
const { withAlloy } = require('./alloy-emulator.cjs');
const { askForMagento } = require('./shop.cjs');

const magento = { method: 'GET', urlPath: '/integrations/Magento' };

test.concurrent('asks once, for the right user', withAlloy(async (alloy) => {
  await alloy.admin('PUT', '/fixtures/users/u_1', { username: 'jane@example.com' });
  alloy.expect({ ...magento, queryParameters: { userId: { equalTo: 'jane@example.com' } } }, 1);
  expect(await askForMagento(alloy.url, 'jane@example.com')).toBe(200);
}));

test.concurrent('sees nothing of the other', withAlloy(async (alloy) => {
  alloy.expect(magento, 2);
  expect(await askForMagento(alloy.url, 'jane@example.com')).toBe(400);
  await alloy.admin('POST', '/mappings', { request: magento, response: { status: 503 } });
  expect(await askForMagento(alloy.url, 'merchant_123@example.com')).toBe(503);
}));
