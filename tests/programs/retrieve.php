<?php
// What the documented call is with PHP's curl.
$query = http_build_query(['userId' => '{{userId}}']);
$call = curl_init('https://production.runalloy.com/integrations/{integrationId}?' . $query);
curl_setopt_array($call, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_FAILONERROR => true,
    CURLOPT_HTTPHEADER => ['Authorization: bearer YOUR_API_KEY', 'x-api-version: 2025-09'],
]);
$answer = curl_exec($call);
if ($answer === false) {
    fwrite(STDERR, curl_error($call) . "\n");
    exit(1);
}
echo $answer, "\n";
