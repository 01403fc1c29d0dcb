// What the documented call is with JavaScript's fetch.
const target = new URL('https://production.runalloy.com/integrations/{integrationId}');
target.searchParams.set('userId', '{{userId}}');

const answer = await fetch(target, {
  headers: { Authorization: 'bearer YOUR_API_KEY', 'x-api-version': '2025-09' },
});
if (!answer.ok) throw new Error(`answered ${answer.status}`);
console.log(await answer.text());
