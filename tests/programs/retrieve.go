// What the documented call is with Go's net/http.
package main

import (
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
)

func main() {
	target := "https://production.runalloy.com/integrations/{integrationId}?" +
		url.Values{"userId": {"{{userId}}"}}.Encode()
	call, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		log.Fatal(err)
	}
	call.Header.Set("Authorization", "bearer YOUR_API_KEY")
	call.Header.Set("x-api-version", "2025-09")
	answer, err := http.DefaultClient.Do(call)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		log.Fatal(answer.Status)
	}
	if _, err := io.Copy(os.Stdout, answer.Body); err != nil {
		log.Fatal(err)
	}
}
