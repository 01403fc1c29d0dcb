// Package shop is the code under test.
package shop

import (
	"net/http"
	"net/url"
)

// AskForMagento returns the status of the answer.
func AskForMagento(baseURL, user string) (int, error) {
	target := baseURL + "/integrations/Magento?" + url.Values{"userId": {user}}.Encode()
	request, err := http.NewRequest("GET", target, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "bearer YOUR_API_KEY")
	request.Header.Set("x-api-version", "2025-09")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}
