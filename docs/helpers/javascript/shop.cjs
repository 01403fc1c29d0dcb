// The code under test.
exports.askForMagento = async (baseUrl, user) => {
  const headers = { Authorization: 'bearer YOUR_API_KEY', 'x-api-version': '2025-09' };
  const answer = await fetch(`${baseUrl}/integrations/Magento?${new URLSearchParams({ userId: user })}`, { headers });
  return answer.status;
};
