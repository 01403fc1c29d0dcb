# What the documented call is with Ruby's net/http.
require 'net/http'

target = URI('https://production.runalloy.com/integrations/{integrationId}')
target.query = URI.encode_www_form('userId' => '{{userId}}')

call = Net::HTTP::Get.new(target, 'Authorization' => 'bearer YOUR_API_KEY', 'x-api-version' => '2025-09')
secure = target.scheme == 'https'
answer = Net::HTTP.start(target.host, target.port, use_ssl: secure) { |http| http.request(call) }
abort("answered #{answer.code}") unless answer.is_a?(Net::HTTPOK)
puts answer.body
